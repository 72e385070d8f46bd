"""The environment, read once."""

import pytest

from bot.settings import (
    TELEGRAM,
    Settings,
    SettingsError,
    from_variables,
    read_settings,
)

TOKEN = "123456:AAabcdefghijklmnop"


def test_nothing_set_means_the_local_telegram_with_a_database_of_its_own():
    settings = from_variables({})

    assert settings.token is None
    assert settings.database_url == "sqlite:///data/local.db"


def test_a_token_means_telegram_with_another_database():
    settings = from_variables({"BOT_TOKEN": TOKEN})

    assert settings.api_url == TELEGRAM
    assert settings.database_url == "sqlite:///data/tally.db"
    assert settings.bot_id == 123456


def test_an_empty_variable_counts_as_missing():
    assert from_variables({"BOT_TOKEN": "  "}).token is None


def test_admins_may_be_separated_by_commas_or_blanks():
    assert from_variables({"ADMINS": "12, 34 56"}).admins == {12, 34, 56}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("BOT_TOKEN", "not a token", id="token"),
        pytest.param("BOT_API_URL", "telegram", id="address without a scheme"),
        pytest.param("BOT_API_URL", "file:///etc", id="address of a file"),
        pytest.param("BOT_API_URL", "http://[", id="no address at all"),
        pytest.param("CHAT_PORT", "²", id="a digit that is no number"),
        pytest.param("WEBHOOK_URL", "tally.example", id="webhook without a scheme"),
        pytest.param("WEBHOOK_LISTEN", "8443", id="listening without an address"),
        pytest.param("MESSAGES_PER_SECOND", "0", id="no messages at all"),
        pytest.param("ADMINS", "-100123", id="a group as an editor"),
        pytest.param("ADMINS", "ada", id="a name as an editor"),
        pytest.param("CHAT_PORT", "99999", id="port too high"),
        pytest.param("CHAT_PORT", "http", id="port in words"),
        pytest.param("LOG_LEVEL", "LOUD", id="level"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingsError, match=name):
        from_variables({name: value})


def test_a_wrong_token_is_not_repeated_in_the_error():
    with pytest.raises(SettingsError) as caught:
        from_variables({"BOT_TOKEN": "123456:nearly right"})

    assert "nearly" not in str(caught.value)


def test_a_token_is_not_shown_by_repr():
    assert TOKEN not in repr(Settings(token=TOKEN))


def test_the_env_file_is_read_and_the_environment_wins(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nADMINS=7\n")
    monkeypatch.setenv("ADMINS", "8")
    monkeypatch.delenv("LOG_LEVEL", raising=False)

    settings = read_settings(tmp_path)

    assert (settings.log_level, settings.admins) == ("ERROR", {8})


def test_a_token_in_the_address_is_not_repeated_either():
    with pytest.raises(SettingsError) as caught:
        from_variables({"BOT_API_URL": "https://api.telegram.org/bot1:secret"})

    assert "secret" not in str(caught.value)


def test_an_env_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(b"ADMINS=\xff\xfe")

    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(tmp_path)


def test_hosts_that_may_be_read_besides_the_public_web_are_listed():
    settings = from_variables({"ALLOWED_HOSTS": "intranet.example, 10.0.0.0/8"})

    assert settings.allowed_hosts == ("intranet.example", "10.0.0.0/8")
