"""What a server logs, and where: levels from the environment, a line per request, and no secret in any of them.

::

    LS_LOG=debug                        trace, debug, info, warning, error: the level of our loggers
    DEBUG=1                             the same as LS_LOG=debug
    LOG_LEVEL_OVERRIDES=localstack.aws.gateway=ERROR,werkzeug=DEBUG

Loggers of other libraries stay at WARNING: botocore's write down credentials in detail.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TextIO

from localstack.config.catalogue import honoured
from localstack.config.flags import truth_of, value_of

if TYPE_CHECKING:
    from localstack.aws.recorder import Call

TRACE = 5
LEVELS = {
    "trace": TRACE,
    "trace-internal": TRACE,
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warn": logging.WARNING,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
OURS = ("localstack", "localstack_providers", "pytest_localstack")
REQUESTS = logging.getLogger("localstack.request.aws")

_LINE = "%(asctime)s.%(msecs)03d %(levelname)5s --- [%(threadName)12.12s] %(name)-26s : %(message)s"
# What follows one of these names is a secret, in URLs, JSON, XML, Python and headers.
_SECRET = re.compile(
    r"(?i)((?:X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|Signature|SessionToken|SecretAccessKey"
    r"|aws_secret_access_key|aws_session_token|secret_access_key|SecretString|Password)"
    r"[\"']?\s*(?:=|:|%3D|>)\s*[\"']?)[^\s\"'&,<}]+"
)


class RedactingFormatter(logging.Formatter):
    """Writes records without the secrets that their text, or a traceback, would show."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """Take signatures, credentials and passwords out of a text."""
    return _SECRET.sub(r"\1****", text)


def set_up(environment: Mapping[str, str] = os.environ, stream: TextIO | None = None) -> None:
    """Have this process log as its environment says.

    :param stream: where to; standard error without it.
    :raises ValueError: when an override is none, naming the variable and the value.
    """
    logging.addLevelName(TRACE, "TRACE")
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(_LINE, "%Y-%m-%dT%H:%M:%S"))
    level, overrides = level_of(environment), list(overrides_of(environment))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name, override in overrides:
        logging.getLogger(name).setLevel(override)


def level_of(environment: Mapping[str, str]) -> int:
    """Give the level that an environment asks for."""
    named = honoured()["LS_LOG"].read(environment)
    if named:
        return LEVELS[named]
    return logging.DEBUG if truth_of(value_of(environment, "DEBUG")) else logging.INFO


def overrides_of(environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Give the loggers that have a level of their own.

    :raises ValueError: when a part is not `logger=LEVEL`.
    """
    for item in honoured()["LOG_LEVEL_OVERRIDES"].read(environment):
        name, _, level = item.partition("=")
        yield name, LEVELS[level.lower()]


def log_call(call: Call) -> None:
    """Write the line of a request that has been answered; those of services among themselves at DEBUG."""
    level = logging.DEBUG if call.is_internal else logging.INFO
    if not REQUESTS.isEnabledFor(level):
        return
    code = f" ({call.error_code})" if call.error_code else ""
    inside = ", from inside" if call.is_internal else ""
    where = f", {call.account_id}/{call.region}, {call.request_id}" if REQUESTS.isEnabledFor(TRACE) else ""
    REQUESTS.log(
        level,
        "AWS %s.%s => %d%s, %.1f ms, %s%s%s",
        call.service,
        call.operation,
        call.status,
        code,
        call.milliseconds,
        call.origin,
        inside,
        where,
    )
