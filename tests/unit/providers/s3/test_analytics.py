"""Analytics configurations: what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import analytics, errors


def export(**change: Any) -> dict[str, Any]:
    destination = {"Format": "CSV", "Bucket": "arn:aws:s3:::reports", **change}
    data = {"OutputSchemaVersion": "V_1", "Destination": {"S3BucketDestination": destination}}
    return {"Id": "all", "StorageClassAnalysis": {"DataExport": data}}


@pytest.mark.parametrize(
    "given", [export(), {"Id": "all", "StorageClassAnalysis": {}}], ids=["export", "no export"]
)
def test_a_configuration_is_kept_as_it_was_given(given: dict[str, Any]) -> None:
    assert analytics.parse("all", given) == given


@pytest.mark.parametrize(
    "given",
    [
        {"Id": "all"},
        {"Id": "other", "StorageClassAnalysis": {}},
        {"Id": "all", "StorageClassAnalysis": {}, "Filter": {}},
        {"Id": "all", "StorageClassAnalysis": {"DataExport": {}}},
        export(Format="ORC"),
        export(Bucket=None),
    ],
    ids=["no analysis", "another id", "empty filter", "empty export", "format", "no bucket"],
)
def test_what_does_not_follow_the_schema_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        analytics.parse("all", given)


def test_a_destination_is_a_bucket() -> None:
    with pytest.raises(errors.InvalidS3DestinationBucket):
        analytics.parse("all", export(Bucket="reports"))
