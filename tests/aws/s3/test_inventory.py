"""Inventories, beside recordings of AWS, and their reports."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3"
REFUSALS = f"{EVIDENCE}::test_s3_put_inventory_report_exceptions"
DAY = 86_400


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.resource_name())


class Inventories:
    """The inventories of a bucket, whose reports go to another."""

    def __init__(self, s3: Any, bucket: str, destination: str) -> None:
        self.s3, self.bucket, self.destination = s3, bucket, destination

    def put(self, name: str = "test-inventory", **change: Any) -> Any:
        destination = {
            "Bucket": f"arn:aws:s3:::{self.destination}",
            "Format": "CSV",
            **change.pop("to", {}),
        }
        configuration = {
            "Id": name,
            "IsEnabled": True,
            "IncludedObjectVersions": "All",
            "Schedule": {"Frequency": "Daily"},
            "Destination": {"S3BucketDestination": destination},
            **change,
        }
        return self.s3.put_bucket_inventory_configuration(
            Bucket=self.bucket, Id=name, InventoryConfiguration=configuration
        )

    def refused(self, **change: Any) -> dict[str, Any]:
        with pytest.raises(ClientError) as error:
            self.put(**change)
        return dict(error.value.response)

    def listed(self) -> Any:
        return self.s3.list_bucket_inventory_configurations(Bucket=self.bucket)

    def written(self) -> list[str]:
        listed = self.s3.list_objects_v2(Bucket=self.destination).get("Contents", ())
        return [item["Key"] for item in listed]

    def read(self, key: str) -> bytes:
        content: bytes = self.s3.get_object(Bucket=self.destination, Key=key)["Body"].read()
        return content


@pytest.fixture
def inventories(aws_client: Any, s3_bucket: str, s3_create_bucket: Any) -> Inventories:
    return Inventories(aws_client.s3, s3_bucket, s3_create_bucket())


def test_a_configuration_is_put_read_and_deleted(inventories: Inventories, snapshot: Any) -> None:
    one = {"Bucket": inventories.bucket, "Id": "test-inventory"}
    s3 = inventories.s3

    answers = {
        "put-inventory-config": inventories.put(OptionalFields=["Size", "ETag"]),
        "list-inventory-config": inventories.listed(),
        "get-inventory-config": s3.get_bucket_inventory_configuration(**one),
        "del-inventory-config": s3.delete_bucket_inventory_configuration(**one),
        "list-inventory-config-after-del": inventories.listed(),
    }
    with pytest.raises(ClientError) as error:
        s3.get_bucket_inventory_configuration(**one)
    answers["get-nonexistent-inv-config"] = error.value.response

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{EVIDENCE}::test_s3_inventory_report_crud::{key}")


def test_configurations_are_listed_by_id(inventories: Inventories, snapshot: Any) -> None:
    for name in ("z-test", "a-test", "test-1"):
        inventories.put(name)

    evidence = f"{EVIDENCE}::test_put_bucket_inventory_config_order::list-inventory-config"
    snapshot.match("listed", inventories.listed(), aws_evidence=evidence)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"Id": "other"}, "wrong-id"),
        ({"to": {"Bucket": "no-arn"}}, "wrong-destination-arn"),
        ({"to": {"Format": "WRONG"}}, "wrong-destination-format"),
        ({"Schedule": {"Frequency": "Hourly"}}, "wrong-schedule-frequency"),
        ({"IncludedObjectVersions": "Wrong"}, "wrong-object-versions"),
        ({"OptionalFields": ["Wrong"]}, "wrong-optional-field"),
    ],
    ids=["id", "ARN", "format", "frequency", "versions", "field"],
)
def test_what_breaks_a_rule_is_refused(
    inventories: Inventories, snapshot: Any, change: dict[str, Any], key: str
) -> None:
    snapshot.match("error", inventories.refused(**change), aws_evidence=f"{REFUSALS}::{key}")


def test_a_report_is_written_every_day(inventories: Inventories, localstack: Any) -> None:
    s3, bucket = inventories.s3, inventories.bucket
    s3.put_object(Bucket=bucket, Key="in/a b", Body=b"text")
    s3.put_object(Bucket=bucket, Key="out", Body=b"")
    inventories.put(Filter={"Prefix": "in/"}, OptionalFields=["Size"], to={"Prefix": "reports"})
    at_once = inventories.written()

    localstack.advance(DAY)
    first = inventories.written()
    localstack.advance(DAY)
    both = inventories.written()
    s3.delete_bucket_inventory_configuration(Bucket=bucket, Id="test-inventory")
    localstack.advance(DAY)

    assert (at_once, len(first), len(both), len(inventories.written())) == ([], 4, 8, 8)
    folder = f"reports/{bucket}/test-inventory/"
    [checksum] = [key for key in first if key.endswith("T01-00Z/manifest.checksum")]
    manifest_text = inventories.read(checksum.replace("manifest.checksum", "manifest.json"))
    manifest = json.loads(manifest_text)
    [file] = manifest["files"]
    assert checksum.startswith(folder)
    assert inventories.read(checksum).decode() == hashlib.md5(manifest_text).hexdigest()
    assert manifest["fileSchema"] == "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size"
    assert file["key"].startswith(f"{folder}data/")
    content = inventories.read(file["key"])
    assert (file["size"], file["MD5checksum"]) == (len(content), hashlib.md5(content).hexdigest())
    assert gzip.decompress(content).decode() == f'"{bucket}","in/a+b","","true","false","4"\n'


def test_a_weekly_report_is_written_on_sundays(inventories: Inventories, localstack: Any) -> None:
    inventories.put("weekly", Schedule={"Frequency": "Weekly"})
    inventories.put("disabled", IsEnabled=False)

    localstack.advance(DAY)
    first = inventories.written()
    localstack.advance(7 * DAY)

    assert len(first) == 4
    assert len(inventories.written()) == 8
