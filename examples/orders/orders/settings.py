"""The configuration of a stage: SSM parameters below `/orders/<stage>/` and one secret."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import boto3

ssm = boto3.client("ssm")
secretsmanager = boto3.client("secretsmanager")


class MissingSettingError(Exception):
    """A parameter of the stage is not there."""


@dataclass(frozen=True)
class Settings:
    """Where a stage keeps its things."""

    account_id: str
    bucket: str
    table: str
    events_queue_url: str
    payments_queue_url: str
    payment_key: str = field(repr=False)


def load(stage: str) -> Settings:
    """Read the settings of a stage.

    :raises MissingSettingError: naming the parameter that is not there.
    """
    values = _parameters(f"/orders/{stage}/")
    secret = secretsmanager.get_secret_value(SecretId=f"orders/{stage}/payment-provider")
    try:
        return Settings(
            account_id=values["account-id"],
            bucket=values["bucket"],
            table=values["table"],
            events_queue_url=values["events-queue-url"],
            payments_queue_url=values["payments-queue-url"],
            payment_key=json.loads(secret["SecretString"])["key"],
        )
    except KeyError as missing:
        raise MissingSettingError(f"stage {stage!r} lacks {missing.args[0]!r}") from None


def _parameters(path: str) -> dict[str, str]:
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path=path, WithDecryption=True)
    return {
        entry["Name"].removeprefix(path): entry["Value"] for page in pages for entry in page["Parameters"]
    }
