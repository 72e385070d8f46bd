PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What the tests must cover, as pytest reads it from PYTEST_ADDOPTS.
COVERED := --cov --cov-report=term --cov-fail-under=92
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint check fix bench screenshots lock clean

run: $(VENV)/.run  ## set up and start the bot (a local Telegram when there is no BOT_TOKEN)
	@exec $(BIN)/python -m bot run

test: $(VENV)/.dev  ## set up and run every test
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint  ## the same, and every test with what the tests cover
	@PYTEST_ADDOPTS="$(COVERED)" $(MAKE) --no-print-directory test

fix: $(VENV)/.dev  ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev  ## measure; see benchmarks/README.md
	@$(BIN)/python -m benchmarks

screenshots: $(VENV)/.dev  ## draw the README's pictures; needs Chromium
	@$(BIN)/python -m docs.screenshots

lock: $(VENV)/.dev  ## resolve the dependencies again
	$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --group dev pyproject.toml -o requirements-dev.lock

clean:  ## remove the environment and caches; never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tally needs Python 3.11 or later: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Setting up Tally in $(VENV) (once, about a minute) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(BIN)/python
	@echo "Setting up Tally and its tools in $(VENV) (once, about two minutes) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.run
