"""`TransformerUtility`, the AWS transformer sets, and the names suites import beside it.

The emulator imports nothing of the plugin; this module is for suites that name it, and runs inside the plugin.
"""

from __future__ import annotations

from pytest_localstack.snapshot.aws import AwsTransform
from pytest_localstack.snapshot.patterns import ARN as PATTERN_ARN
from pytest_localstack.snapshot.patterns import ISO_TIME as PATTERN_ISO8601
from pytest_localstack.snapshot.patterns import UUID as PATTERN_UUID

TransformerUtility = AwsTransform
SNAPSHOT_BASIC_TRANSFORMER_NEW = AwsTransform.basic()
SNAPSHOT_BASIC_TRANSFORMER = AwsTransform.basic_legacy()

__all__ = [
    "PATTERN_ARN",
    "PATTERN_ISO8601",
    "PATTERN_UUID",
    "SNAPSHOT_BASIC_TRANSFORMER",
    "SNAPSHOT_BASIC_TRANSFORMER_NEW",
    "TransformerUtility",
]
