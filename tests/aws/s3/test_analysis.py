"""Metrics, analytics and intelligent tiering, beside recordings of AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

METRICS = "services/s3/test_s3_api.snapshot.json::TestS3MetricsConfiguration"
TIERING = "services/s3/test_s3.snapshot.json::TestS3::test_s3_intelligent_tier_config"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    for name in ("BucketName", "Id", "ContinuationToken"):
        snapshot.add_transformer(snapshot.transform.key_value(name))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def code_of(error: dict[str, Any]) -> str:
    return str(error["Error"]["Code"])


def test_metrics_are_put_read_and_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, one = aws_client.s3, {"Bucket": s3_bucket, "Id": "logs"}
    configuration = {"Id": "logs", "Filter": {"Prefix": "logs/"}}

    missing = refused(s3.get_bucket_metrics_configuration, **one)
    put = s3.put_bucket_metrics_configuration(**one, MetricsConfiguration=configuration)
    got = s3.get_bucket_metrics_configuration(**one)
    deleted = s3.delete_bucket_metrics_configuration(**one)
    gone = refused(s3.get_bucket_metrics_configuration, **one)

    key = "get_bucket_metrics_configuration"
    snapshot.match("missing", missing, aws_evidence=f"{METRICS}::test_{key}_not_exist::{key}")
    snapshot.match("got", got, aws_evidence=f"{METRICS}::test_{key}::{key}")
    deletion = f"{METRICS}::test_delete_metrics_configuration"
    snapshot.match("deleted", deleted, aws_evidence=f"{deletion}::delete_bucket_metrics_configuration")
    snapshot.match("gone", gone, aws_evidence=f"{deletion}::{key}")
    assert put["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert code_of(refused(s3.delete_bucket_metrics_configuration, **one)) == "NoSuchConfiguration"
    other = {"Id": "other"}
    error = refused(s3.put_bucket_metrics_configuration, **one, MetricsConfiguration=other)
    assert code_of(error) == "MalformedXML"


def test_a_list_of_metrics_has_pages_of_a_hundred_and_an_end(
    aws_client: Any, s3_bucket: str, snapshot: Any
) -> None:
    s3 = aws_client.s3

    def put(number: int) -> None:
        configuration = {"Id": f"{number:04}", "Filter": {"Prefix": "logs/prefix"}}
        s3.put_bucket_metrics_configuration(
            Bucket=s3_bucket, Id=f"{number:04}", MetricsConfiguration=configuration
        )

    for number in range(102):
        put(number)
    first = s3.list_bucket_metrics_configurations(Bucket=s3_bucket)
    token = first["NextContinuationToken"]
    second = s3.list_bucket_metrics_configurations(Bucket=s3_bucket, ContinuationToken=token)
    for number in range(102, 1000):
        put(number)

    listed = [item["Id"] for page in (first, second) for item in page["MetricsConfigurationList"]]
    assert listed == [f"{number:04}" for number in range(102)]
    assert (first["IsTruncated"], len(first["MetricsConfigurationList"])) == (True, 100)
    evidence = f"{METRICS}::test_list_bucket_metrics_configurations_paginated"
    snapshot.match("second", second, aws_evidence=f"{evidence}::list_bucket_metrics_configurations_page_2")
    wrong = refused(s3.list_bucket_metrics_configurations, Bucket=s3_bucket, ContinuationToken="token")
    assert code_of(wrong) == "InvalidArgument"
    assert code_of(refused(put, number=1000)) == "TooManyConfigurations"


def test_analytics_are_put_listed_and_deleted(aws_client: Any, s3_bucket: str) -> None:
    s3, one = aws_client.s3, {"Bucket": s3_bucket, "Id": "all"}
    tags = [{"Key": "team", "Value": "blue"}]
    destination = {"Format": "CSV", "Bucket": f"arn:aws:s3:::{s3_bucket}", "Prefix": "analysis"}
    export = {"OutputSchemaVersion": "V_1", "Destination": {"S3BucketDestination": destination}}
    configuration = {
        "Id": "all",
        "Filter": {"And": {"Prefix": "in/", "Tags": tags}},
        "StorageClassAnalysis": {"DataExport": export},
    }

    def put(**change: Any) -> Any:
        return s3.put_bucket_analytics_configuration(
            **one, AnalyticsConfiguration={**configuration, **change}
        )

    put()
    got = s3.get_bucket_analytics_configuration(**one)["AnalyticsConfiguration"]
    listed = s3.list_bucket_analytics_configurations(Bucket=s3_bucket)
    destination["Bucket"] = "no-arn"
    wrong = refused(put)
    s3.delete_bucket_analytics_configuration(**one)

    assert got["Filter"] == configuration["Filter"]
    assert listed["AnalyticsConfigurationList"] == [got]
    assert code_of(wrong) == "InvalidS3DestinationBucket"
    assert code_of(refused(put, Id="other")) == "MalformedXML"
    assert code_of(refused(s3.get_bucket_analytics_configuration, **one)) == "NoSuchConfiguration"


def test_intelligent_tiering_is_put_listed_and_deleted(
    aws_client: Any, s3_bucket: str, snapshot: Any
) -> None:
    s3 = aws_client.s3

    def put(name: str, prefix: str, **change: Any) -> Any:
        tiering = {"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}
        configuration = {
            "Id": name,
            "Status": "Enabled",
            "Filter": {"Prefix": prefix},
            "Tierings": [tiering],
            **change,
        }
        return s3.put_bucket_intelligent_tiering_configuration(
            Bucket=s3_bucket, Id=name, IntelligentTieringConfiguration=configuration
        )

    answers = {
        "put_bucket_intelligent_tiering_configuration_1": put("test1", "test1"),
        "get_bucket_intelligent_tiering_configuration_1": s3.get_bucket_intelligent_tiering_configuration(
            Bucket=s3_bucket, Id="test1"
        ),
    }
    put("test2", "test2")
    listing = s3.list_bucket_intelligent_tiering_configurations
    answers["list_bucket_intelligent_tiering_configurations_1"] = listing(Bucket=s3_bucket)
    put("test1", "testupdate")
    answers["list_bucket_intelligent_tiering_configurations_2"] = listing(Bucket=s3_bucket)
    delete = s3.delete_bucket_intelligent_tiering_configuration
    answers["delete_bucket_intelligent_tiering_configuration_err_1"] = refused(
        delete, Bucket=f"{s3_bucket}-missing", Id="test1"
    )
    answers["delete_bucket_intelligent_tiering_configuration_err_2"] = refused(
        delete, Bucket=s3_bucket, Id="missing"
    )
    delete(Bucket=s3_bucket, Id="test1")
    answers["list_bucket_intelligent_tiering_configurations_3"] = listing(Bucket=s3_bucket)
    soon = [{"Days": 1, "AccessTier": "ARCHIVE_ACCESS"}]

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{TIERING}::{key}")
    other_id = refused(put, name="test1", prefix="p", Id="other")
    snapshot.match(
        "other id", other_id, aws_evidence=f"{TIERING}::put_bucket_intelligent_tiering_configuration_err_1`"
    )
    assert code_of(refused(put, name="test1", prefix="p", Tierings=soon)) == "InvalidArgument"
