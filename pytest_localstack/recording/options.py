"""The options of runs against real AWS, and which others contradict them."""

from __future__ import annotations

import argparse
from typing import Any

import pytest

from pytest_localstack.target import is_aws

ALLOWED_ACCOUNTS = "aws_allowed_accounts"
TARGET, AWS = "TEST_TARGET", "AWS_CLOUD"
EMULATOR_OPTIONS = (
    "localstack",
    "localstack_shared",
    "localstack_endpoint",
    "localstack_port",
    "localstack_isolation",
    "localstack_strict",
    "localstack_realistic",
    "localstack_log_level",
    "localstack_durations",
    "aws_coverage",
)


def add_options(group: pytest.OptionGroup, parser: pytest.Parser) -> None:
    """Declare the options."""
    group.addoption(
        "--aws",
        action="store_true",
        help="Run against real AWS, with the credentials, profile and region of the environment. The account is "
        "named first. It costs what it costs; see --aws-max-calls. The same as TEST_TARGET=AWS_CLOUD.",
    )
    group.addoption(
        "--aws-max-calls",
        type=positive,
        metavar="N",
        help="Against real AWS, stop before botocore sends request N+1; attempts again and all xdist workers count.",
    )
    parser.addini(
        ALLOWED_ACCOUNTS,
        "Accounts (twelve digits each) that a run against real AWS may use; any other is refused before a test runs. "
        "Without it any account may be used.",
        type="args",
        default=[],
    )


def positive(text: str) -> int:
    """Read a number of calls.

    :raises argparse.ArgumentTypeError: when it is none, or none would be left.
    """
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of calls: give 1 or more")
    return int(text)


def check_options(options: Any) -> None:
    """Refuse, with `--aws`, what is about the emulator, and without a run against AWS what is about that.

    :raises pytest.UsageError: which names both options.
    """
    if options.aws_max_calls and not (options.aws or is_aws()):
        raise pytest.UsageError(
            f"--aws-max-calls={options.aws_max_calls} is about runs against real AWS: add --aws, or leave it out"
        )
    if not options.aws:
        return
    for name in EMULATOR_OPTIONS:
        if getattr(options, name, None) not in (None, False, 0):
            option = f"--{name.replace('_', '-')}"
            raise pytest.UsageError(
                f"--aws runs against real AWS, and {option} is about the emulator: leave one of them out"
                f" (if {option} is in addopts, give -o addopts= or set {TARGET}={AWS} instead of --aws)"
            )


def allowed_accounts(config: pytest.Config) -> tuple[str, ...]:
    """Read the ini option `aws_allowed_accounts`.

    :raises pytest.UsageError: when one is no account id.
    """
    accounts: list[str] = config.getini(ALLOWED_ACCOUNTS)
    for account in accounts:
        if len(account) != 12 or not account.isdecimal():
            raise pytest.UsageError(
                f"{ALLOWED_ACCOUNTS}: {account!r} is no account id, which has twelve digits"
            )
    return tuple(accounts)
