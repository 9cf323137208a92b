"""The factory with AWS's transformer sets, and the default transformers of the `snapshot` fixture.

Labels and keys are those of the recordings made with localstack-snapshot, so that these verify.
"""

from __future__ import annotations

import re
from typing import Any

from .context import TransformContext
from .environment import SnapshotEnvironment
from .patterns import ISO_TIME, datetime_value, timestamp_of_key, uuid_of_id
from .sets.compute import ComputeSets
from .sets.management import ManagementSets
from .sets.messaging import MessagingSets
from .sets.storage import StorageSets
from .transformers import (
    GenericTransformer,
    KeyValueBasedTransformer,
    RegexTransformer,
    ResponseMetaDataTransformer,
    TimestampTransformer,
    Transformer,
)


class AwsTransform(MessagingSets, StorageSets, ComputeSets, ManagementSets):
    """Make the transformers for AWS responses, one set per service."""

    @staticmethod
    def basic() -> list[Transformer]:
        """Trim ResponseMetadata, number the UUIDs of `…id` keys, replace times: for every response."""
        return [
            ResponseMetaDataTransformer(),
            KeyValueBasedTransformer(uuid_of_id, "uuid"),
            TimestampTransformer(),
        ]

    @staticmethod
    def basic_legacy() -> list[Transformer]:
        """Do what `basic` does, as older recordings have it: `date`, `timestamp`, `datetime` unbracketed."""
        return [
            ResponseMetaDataTransformer(),
            KeyValueBasedTransformer(uuid_of_id, "uuid"),
            RegexTransformer(ISO_TIME, "date"),
            KeyValueBasedTransformer(datetime_value, "datetime", replace_reference=False),
            KeyValueBasedTransformer(timestamp_of_key, "timestamp", replace_reference=False),
        ]


def environment_transformers(environment: SnapshotEnvironment) -> list[Transformer]:
    """Replace the account, the region and the partition of the run.

    Outside of recordings without a number, neither is replaced inside a longer number or word; `-` ends a word, for
    names that are made of an account and a region, and the letter of an availability zone stays.
    """
    account, region = re.escape(environment.account_id), re.escape(environment.region)
    partition = f"arn:{environment.partition}:"
    return [
        RegexTransformer(account, "1" * 12, in_strings=rf"(?<![0-9]){account}(?![0-9])"),
        RegexTransformer(
            region, "<region>", in_strings=rf"(?<![A-Za-z0-9]){region}(?=[a-f]?(?![A-Za-z0-9]))"
        ),
        RegexTransformer(partition, "arn:<partition>:", in_strings=partition),
    ]


def without_emulator_headers() -> GenericTransformer:
    """Leave out the headers only an emulator sends: keys that begin with x-localstack."""
    return GenericTransformer(_without_emulator_headers)


def _without_emulator_headers(tree: Any, ctx: TransformContext) -> Any:
    if isinstance(tree, dict):
        return {
            key: _without_emulator_headers(value, ctx)
            for key, value in tree.items()
            if not key.lower().startswith("x-localstack")
        }
    if isinstance(tree, list):
        return [_without_emulator_headers(item, ctx) for item in tree]
    return tree
