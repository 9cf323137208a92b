"""Logs of a server: levels, the line of a request, and what never stands in them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from localstack import logs
from localstack.config import Settings
from localstack.runtime import Emulator

ACCOUNT, REGION = "000000000000", "us-east-1"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    names = ("", *logs.OURS, "localstack.request", "werkzeug", "localstack.request.aws")
    before = {name: logging.getLogger(name).level for name in names}
    handlers = logging.getLogger().handlers[:]
    yield io.StringIO()
    logging.getLogger().handlers[:] = handlers
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("environment", "level"),
    [
        ({}, logging.INFO),
        ({"DEBUG": "1"}, logging.DEBUG),
        ({"LS_LOG": "warn"}, logging.WARNING),
        ({"LS_LOG": "TRACE", "DEBUG": "0"}, logs.TRACE),
        ({"LS_LOG": "error", "DEBUG": "1"}, logging.ERROR),
    ],
    ids=str,
)
def test_the_level_of_our_loggers(environment: dict[str, str], level: int, stream: io.StringIO) -> None:
    logs.set_up(environment, stream)

    assert logging.getLogger("localstack.aws").getEffectiveLevel() == level
    assert logging.getLogger("botocore").getEffectiveLevel() == logging.WARNING


def test_loggers_have_levels_of_their_own(stream: io.StringIO) -> None:
    logs.set_up({"LOG_LEVEL_OVERRIDES": "localstack.request=ERROR, werkzeug=debug"}, stream)

    assert logging.getLogger("localstack.request.aws").getEffectiveLevel() == logging.ERROR
    assert logging.getLogger("werkzeug").level == logging.DEBUG


def test_an_override_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="LOG_LEVEL_OVERRIDES: 'localstack=loud'"):
        logs.set_up({"LOG_LEVEL_OVERRIDES": "localstack=loud"})


def test_a_request_has_a_line(stream: io.StringIO) -> None:
    logs.set_up({"LS_LOG": "debug"}, stream)
    with Emulator(Settings(seed="test")) as emulator:
        emulator.recorder.listen(logs.log_call)

        emulator.gateway.call("sqs", "CreateQueue", {"QueueName": "q"}, ACCOUNT, REGION)
        with pytest.raises(Exception, match="queue does not exist"):
            emulator.gateway.call("sqs", "GetQueueUrl", {"QueueName": "none"}, ACCOUNT, REGION)

    lines = [line.rpartition(" : ")[2] for line in stream.getvalue().splitlines()]
    assert [line.partition(",")[0] for line in lines] == [
        "AWS sqs.CreateQueue => 200",
        "AWS sqs.GetQueueUrl => 400 (AWS.SimpleQueueService.NonExistentQueue)",
    ]
    assert lines[0].endswith(" ms, native, from inside")


@pytest.mark.parametrize(
    "text",
    [
        "GET /b/k?X-Amz-Algorithm=A&X-Amz-Credential=SECRET%2F2026&X-Amz-Signature=SECRET",
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20260101, Signature=SECRET",
        '{"SecretAccessKey": "SECRET", "SessionToken": "SECRET"}',
        "<SecretAccessKey>SECRET</SecretAccessKey>",
        "{'SecretString': 'SECRET'}",
        "aws_secret_access_key = SECRET",
        "X-Amz-Security-Token: SECRET",
    ],
)
def test_no_secret_is_logged(text: str, stream: io.StringIO) -> None:
    logs.set_up({}, stream)

    logging.getLogger("localstack").error("%s", text)
    try:
        raise ValueError(text)
    except ValueError:
        logging.getLogger("localstack").exception("it failed")

    assert "SECRET" not in stream.getvalue()
    assert stream.getvalue().count("****") >= 2
