"""Who we are to AWS: the check that keeps a stage's settings away from another stage's account."""

from __future__ import annotations

import boto3

sts = boto3.client("sts")


class WrongAccountError(Exception):
    """The credentials belong to another account than the settings."""


def whoami() -> dict[str, str]:
    """Return our account and ARN."""
    caller = sts.get_caller_identity()
    return {"account": caller["Account"], "arn": caller["Arn"]}


def require_account(expected: str) -> None:
    """Stop unless our credentials belong to the expected account.

    :raises WrongAccountError: naming both.
    """
    actual = whoami()["account"]
    if actual != expected:
        raise WrongAccountError(f"the settings are for account {expected}, the credentials for {actual}")
