"""Requests of the bot against the Bot API's own description of itself.

The machine-readable description is not part of the project: it is looked for under
`$TALLY_SHARED/botapi/api.json` (by default beside the project). Where it is missing,
nothing is found wrong, and `at_hand` says so.
"""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox.files import Upload

_SHARED = Path(__file__).parents[2] / "shared"
_TRUTHS = {"true", "false", "1", "0"}


def at_hand() -> bool:
    """Whether the description is there."""
    return _path().is_file()


def validate(method: str, parameters: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with a call; nothing, if it is right.

    Args:
        method: as documented.
        parameters: as they came off the wire: JSON values, or text that holds JSON,
            numbers or truths; or an Upload.
    """
    if not at_hand():
        return []
    fields = parameters_of(method)
    if fields is None:
        return [f"{method}: there is no such method"]
    known = {k: v for k, v in parameters.items() if k in fields}
    stray = parameters.keys() - fields.keys()
    unknown = [name for name in stray if not isinstance(parameters[name], Upload)]
    return [
        *(f"{method}: unknown parameter {name}" for name in sorted(unknown)),
        *(f"{method}: {problem}" for problem in _object_problems(known, fields)),
    ]


def parameters_of(method: str) -> dict[str, Any] | None:
    """Return the fields of a method by name; None when there is no such method."""
    found = _description()["methods"].get(method)
    return None if found is None else _by_name(found)


def _path() -> Path:
    shared = os.environ.get("TALLY_SHARED", str(_SHARED))  # noqa: TID251 # of the tests only
    return Path(shared) / "botapi" / "api.json"


@cache
def _description() -> dict[str, Any]:
    return dict(json.loads(_path().read_text(encoding="utf-8")))


def _by_name(described: Mapping[str, Any]) -> dict[str, Any]:
    return {field["name"]: field for field in described.get("fields", [])}


def _object_problems(
    given: Mapping[str, Any], fields: Mapping[str, Any]
) -> Iterator[str]:
    for name, field in fields.items():
        if given.get(name) is None:
            if field["required"]:
                yield f"{name} is missing"
        else:
            for problem in _problems(given[name], field["types"]):
                yield f"{name}: {problem}"
    for name in sorted(given.keys() - fields.keys()):
        yield f"unknown field {name}"


def _problems(value: Any, kinds: list[str]) -> list[str]:
    """What is wrong with a value that may be of several kinds: the nearest kind counts."""
    return min((list(_misfits(value, kind)) for kind in kinds), key=len)


def _misfits(value: Any, kind: str) -> Iterator[str]:
    if kind in _PLAIN:
        if not _PLAIN[kind](value):
            yield f"{value!r:.60} is no {kind}"
        return
    decoded = _decoded(value)
    if kind.startswith("Array of "):
        yield from _list_problems(decoded, kind.removeprefix("Array of "))
    elif not isinstance(decoded, dict):
        yield f"{value!r:.60} is no {kind}"
    else:
        yield from _typed_problems(decoded, kind)


def _list_problems(value: Any, kind: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{value!r:.60} is no list of {kind}"
        return
    for index, element in enumerate(value):
        for problem in _misfits(element, kind):
            yield f"[{index}] {problem}"


def _typed_problems(value: Mapping[str, Any], kind: str) -> Iterator[str]:
    described = _description()["types"][kind]
    if "subtypes" in described:
        yield from _problems(value, described["subtypes"])
    else:
        yield from _object_problems(value, _by_name(described))


def _decoded(value: Any) -> Any:
    """JSON out of a text, if it is some."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _is_integer(value: Any) -> bool:
    if isinstance(value, str):
        return value.removeprefix("-").isdecimal()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_float(value: Any) -> bool:
    return _is_integer(value) or isinstance(value, float)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool) or str(value).lower() in _TRUTHS


def _is_file(value: Any) -> bool:
    return isinstance(value, str | Upload)


_PLAIN = {
    "String": lambda value: isinstance(value, str),
    "Integer": _is_integer,
    "Float": _is_float,
    "Boolean": _is_boolean,
    "InputFile": _is_file,
}
