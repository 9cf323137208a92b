"""Settings as they are read from the environment."""

from __future__ import annotations

import logging
import re

import pytest

from localstack import config
from localstack.config import Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings(port=4566)


def test_the_settings_of_cors_are_switches_and_lists() -> None:
    settings = Settings.from_environment(
        {
            "DISABLE_CORS_CHECKS": "1",
            "DISABLE_CORS_HEADERS": "true",
            "DISABLE_CUSTOM_CORS_S3": "0",
            "EXTRA_CORS_ALLOWED_ORIGINS": "https://example.com:3000, app://shell,",
            "EXTRA_CORS_ALLOWED_HEADERS": "X-One,X-Two",
            "EXTRA_CORS_EXPOSE_HEADERS": "X-Three",
        }
    )

    assert settings.disable_cors_checks
    assert settings.disable_cors_headers
    assert not settings.disable_custom_cors_s3
    assert settings.extra_cors_allowed_origins == ("https://example.com:3000", "app://shell")
    assert settings.extra_cors_allowed_headers == ("X-One", "X-Two")
    assert settings.extra_cors_expose_headers == ("X-Three",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXTRA_CORS_ALLOWED_ORIGINS", "example.com"),
        ("EXTRA_CORS_ALLOWED_ORIGINS", "https://example.com/"),
        ("EXTRA_CORS_ALLOWED_HEADERS", "X One"),
        ("EXTRA_CORS_EXPOSE_HEADERS", "X:1"),
        ("GATEWAY_LISTEN", "127.0.0.1:port"),
        ("GATEWAY_LISTEN", "localhost:65536"),
        ("GATEWAY_LISTEN", ":1, localhost:x"),
        ("GATEWAY_LISTEN", ","),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=re.escape(value.rpartition(" ")[2])):
        Settings.from_environment({name: value})


def test_a_misspelt_value_counts_as_not_given_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "localstack.config"):
        settings = Settings.from_environment(
            {"SQS_ENDPOINT_STRATEGY": "domian", "SQS_DELAY_PURGE_RETRY": "yes"}
        )

    assert settings.sqs_endpoint_strategy == "standard"
    assert not settings.sqs_delay_purge_retry
    assert "did you mean domain?" in caplog.text
    assert "did you mean 1?" in caplog.text


def test_a_variable_may_have_the_prefix() -> None:
    settings = Settings.from_environment(
        {"LOCALSTACK_SQS_ENDPOINT_STRATEGY": "path", "LOCALSTACK_GATEWAY_LISTEN": ":1"}
    )

    assert (settings.sqs_endpoint_strategy, settings.host, settings.port) == ("path", "127.0.0.1", 1)


def test_a_server_may_listen_on_several_addresses() -> None:
    listen = "127.0.0.1:1, 0.0.0.0:2,127.0.0.1:2, [::1]:1"

    settings = Settings.from_environment({"GATEWAY_LISTEN": listen})

    assert (settings.host, settings.port) == ("127.0.0.1", 1)
    assert [str(one) for one in settings.further_addresses] == ["0.0.0.0:2", "[::1]:1"]


def test_an_attribute_of_the_module_reads_the_environment_of_the_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISABLE_CORS_CHECKS", "1")
    before = config.DISABLE_CORS_CHECKS
    monkeypatch.setenv("DISABLE_CORS_CHECKS", "0")

    assert (before, config.DISABLE_CORS_CHECKS) == (True, False)


def test_what_is_no_variable_is_no_attribute_of_the_module() -> None:
    with pytest.raises(AttributeError, match="DISABLE_CORS_CHECK'"):
        _ = config.DISABLE_CORS_CHECK
