"""Settings: defaults, and one clear error for each value that cannot be used."""

import stat
from pathlib import Path

import pytest

from directory.config import SETTINGS, Config, ConfigError


def test_everything_has_a_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    config = Config.from_env({})
    assert config.home == tmp_path / "var"
    assert config.search_url == "embedded:"
    assert config.base_domain == "localhost"
    assert config.database_url == f"sqlite:///{tmp_path}/var/directory.sqlite"
    assert not config.production


def test_reading_settings_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Config.from_env({})
    assert list(tmp_path.iterdir()) == []


def test_an_empty_setting_is_an_absent_one() -> None:
    assert Config.from_env(dict.fromkeys(SETTINGS, "")).base_domain == "localhost"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DIRECTORY_ENV", "prod"),
        ("DIRECTORY_BASE_DOMAIN", "https://doctors.example.org"),
        ("DIRECTORY_BASE_DOMAIN", "doctors.example.org:8000"),
        ("DIRECTORY_BASE_DOMAIN", "-x.org"),
        ("DIRECTORY_SEARCH_URL", "localhost:9200"),
        ("DIRECTORY_SEARCH_URL", "http://ok:9200,ftp://no:21"),
        ("DIRECTORY_SEARCH_URL", "http://host:port"),
        ("DIRECTORY_DATABASE_URL", "mysql://x/y"),
        ("DIRECTORY_SECRET_KEY", "short"),
        ("DIRECTORY_GEOCODER", "somewhere"),
        ("DIRECTORY_ELASTIC_SHARDS", "0"),
        ("DIRECTORY_ELASTIC_REPLICAS", "-1"),
        ("DIRECTORY_ELASTIC_SHARDS", "two"),
    ],
)
def test_a_bad_value_is_named_with_its_cure(setting: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_env({setting: value})
    assert caught.value.setting == setting
    message = str(caught.value)
    assert message.startswith(setting)
    assert ": " in message
    assert repr(value) in message or "hidden" in message


@pytest.mark.parametrize(
    ("setting", "value"),
    [("DIRECTORY_SECRET_KEY", "hush"), ("DIRECTORY_SEARCH_URL", "ftp://me:hush@host")],
)
def test_no_secret_is_shown(setting: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_env({setting: value})
    assert "hush" not in str(caught.value)


def test_home_may_not_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ConfigError, match="DIRECTORY_HOME"):
        Config.from_env({"DIRECTORY_HOME": str(file)})


def test_a_key_is_made_once_and_kept_for_the_owner(tmp_path: Path) -> None:
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path / "new")})
    key = config.secret()
    assert config.secret() == key
    assert len(key) >= 32
    [file] = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_production_needs_a_key() -> None:
    with pytest.raises(ConfigError, match="DIRECTORY_SECRET_KEY is not set"):
        Config.from_env({"DIRECTORY_ENV": "production"}).secret()


def test_a_given_key_is_used(tmp_path: Path) -> None:
    settings = {"DIRECTORY_SECRET_KEY": "k" * 32, "DIRECTORY_HOME": str(tmp_path)}
    assert Config.from_env(settings).secret() == b"k" * 32
    assert list(tmp_path.iterdir()) == []
