"""Whose account a run against real AWS uses, and whether it may."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pytest

from pytest_localstack.target import RealAWS

HANDED_DOWN = "PYTEST_LOCALSTACK_AWS_IDENTITY"
"""Tells xdist workers what their controller has asked AWS."""
SECONDS = 10


@dataclass(frozen=True)
class Identity:
    """Who the ambient credentials are."""

    account_id: str
    region: str
    arn: str

    def dump(self) -> str:
        """Write it for another process."""
        return json.dumps(asdict(self))

    def __str__(self) -> str:
        return f"account {self.account_id}, region {self.region}, as {self.arn}"


def handed_down(variables: Mapping[str, str]) -> Identity | None:
    """Read what the process has asked that started this one."""
    text = variables.get(HANDED_DOWN)
    return Identity(**json.loads(text)) if text else None


def ask() -> Identity:
    """Ask AWS.

    :raises pytest.UsageError: when there are no credentials, or AWS does not take them.
    """
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    patience = Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": 3})
    aws = RealAWS()
    try:
        region = aws.region
        answer = aws.boto3_session().client("sts", region_name=region, config=patience).get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise pytest.UsageError(
            f"a run against real AWS needs credentials that AWS takes, and GetCallerIdentity failed: {error}\n"
            "Set AWS_PROFILE, or whatever else boto3 finds credentials by, or run with --localstack."
        ) from error
    return Identity(answer["Account"], region, answer["Arn"])


def check_allowed(identity: Identity, allowed: Sequence[str]) -> None:
    """Refuse an account that is not listed.

    :param allowed: account ids; any account may be used when there are none.
    :raises pytest.UsageError: naming the account and those that are allowed.
    """
    if allowed and identity.account_id not in allowed:
        raise pytest.UsageError(
            f"the credentials are of account {identity.account_id} ({identity.arn}), and aws_allowed_accounts"
            f" allows {', '.join(allowed)} only: use credentials of those, or list the account there"
        )
