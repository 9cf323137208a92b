"""Options about how the emulator behaves and what it tells: `--localstack-realistic`, `--localstack-log-level`.

PYTEST_DONT_REWRITE: it is imported by the plugin before pytest registers it, and pytest would warn of that.
"""

from __future__ import annotations

import argparse
import logging
from typing import TYPE_CHECKING

import pytest

from pytest_localstack import modes

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from pytest_localstack.session import EmulatorSession

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGERS = ("localstack", "localstack_providers", "pytest_localstack")
LOG = logging.getLogger("localstack.requests")

BEFORE: pytest.StashKey[dict[str, int]] = pytest.StashKey()


def log_level(text: str) -> str:
    """Read the name of a level.

    :raises argparse.ArgumentTypeError: when there is none of that name.
    """
    level = text.strip().upper()
    if level not in LEVELS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no level: give {', '.join(LEVELS[:-1])} or {LEVELS[-1]}"
        )
    return level


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("localstack", "AWS emulator (pytest-localstack)")
    realistic = (
        "Have changes of a resource's state take the time they take on AWS, and SQS refuse to purge a queue or make "
        "it anew within a minute. Without it they are due at once. Long-tail services are moto's: no option changes "
        "them."
    )
    group.addoption("--localstack-realistic", action="store_true", help=realistic)
    parser.addini("localstack_realistic", f"The same as --localstack-realistic. {realistic}", "bool", False)
    parser.addini(
        "localstack_s3_skip_signature_validation",
        "Have S3 let pre-signed URLs and forms in whatever their signature, unsigned headers and expiry.",
        "bool",
        False,
    )
    level = (
        f"Level of the emulator's loggers in captured and live logs: {', '.join(LEVELS)}. From INFO on each AWS call "
        "has a line; parameters are not in it."
    )
    group.addoption("--localstack-log-level", type=log_level, metavar="LEVEL", help=level)
    parser.addini("localstack_log_level", f"The same as --localstack-log-level. {level}", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Set the level of the emulator's loggers."""
    if elsewhere := modes.remote_option(config):
        _refuse_elsewhere(config, elsewhere)
    level = _level(config)
    if level:
        config.stash[BEFORE] = {name: logging.getLogger(name).level for name in LOGGERS}
        for name in LOGGERS:
            logging.getLogger(name).setLevel(level)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the loggers the levels they had."""
    for name, level in config.stash.get(BEFORE, {}).items():
        logging.getLogger(name).setLevel(level)


def apply(config: pytest.Config, session: EmulatorSession) -> None:
    """Set the emulator of this process up as the options say."""
    if session.is_remote:
        return
    settings = session.emulator.settings
    settings.realistic = is_on(config, "localstack_realistic")
    if config.getini("localstack_s3_skip_signature_validation"):
        settings.s3_skip_signature_validation = True
    if settings.realistic:
        settings.sqs_delay_purge_retry = settings.sqs_delay_recently_deleted = True
    if _level(config) in ("DEBUG", "INFO"):
        session.emulator.recorder.listen(log)


def is_on(config: pytest.Config, name: str) -> bool:
    """Tell whether an option is given, or the ini option of the same name."""
    # Conftests are not loaded yet when the emulator boots: only the known arguments are there.
    return bool(getattr(config.known_args_namespace, name) or config.getini(name))


def _refuse_elsewhere(config: pytest.Config, elsewhere: str) -> None:
    """Refuse what needs the emulator in the test process, in a run that uses one elsewhere."""
    for name in ("localstack_strict", "localstack_realistic"):
        if is_on(config, name):
            option = f"--{name.replace('_', '-')}"
            raise pytest.UsageError(
                f"{option} needs the emulator in the test process: leave it out, or run without {elsewhere}"
            )


def log(call: Call) -> None:
    """Write a call's line."""
    LOG.info(
        "%s.%s -> %s%s in %.1f ms (%s, account %s, %s, request %s)",
        call.service,
        call.operation,
        call.status,
        f" {call.error_code}" if call.error_code else "",
        call.milliseconds,
        f"{call.origin}, from inside" if call.is_internal else call.origin,
        call.account_id,
        call.region,
        call.request_id,
    )


def _level(config: pytest.Config) -> str:
    given = config.known_args_namespace.localstack_log_level or config.getini("localstack_log_level")
    try:
        return log_level(given) if given else ""
    except argparse.ArgumentTypeError as error:
        raise pytest.UsageError(f"localstack_log_level: {error}") from error
