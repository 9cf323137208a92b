"""Batches of which some entries fail: what the operation still gets, and what its caller is told."""

from __future__ import annotations

from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.faults.batches import BATCHES, CODES, EntryFailure, batch_of

FAILURE = EntryFailure("Code", "Message")


class Operation:
    """Remembers how it was called, and answers each entry."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.calls: list[dict[str, Any]] = []
        self._result = result

    def __call__(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self.calls.append(parameters)
        return self._result


def second(index: int, _: object) -> bool:
    return index == 1


def test_entries_with_ids_are_listed_as_failed() -> None:
    operation = Operation({"Successful": [{"Id": "a"}], "Failed": [{"Id": "c"}]})
    entries = [{"Id": "a"}, {"Id": "b"}, {"Id": "c"}]

    result = batch_of("sqs", "SendMessageBatch").perform({"Entries": entries}, second, FAILURE, operation)

    assert operation.calls == [{"Entries": [{"Id": "a"}, {"Id": "c"}]}]
    told = {"Id": "b", "SenderFault": False, "Code": "Code", "Message": "Message"}
    assert result == {"Successful": [{"Id": "a"}], "Failed": [{"Id": "c"}, told]}


def test_results_keep_the_order_of_the_entries() -> None:
    operation = Operation({"Records": ["a", {"ErrorCode": "own"}], "FailedRecordCount": 1})

    batch = batch_of("kinesis", "PutRecords")
    result = batch.perform({"Records": [1, 2, 3]}, second, FAILURE, operation)

    assert operation.calls == [{"Records": [1, 3]}]
    told = {"ErrorCode": "Code", "ErrorMessage": "Message"}
    assert result == {"Records": ["a", told, {"ErrorCode": "own"}], "FailedRecordCount": 2}


def test_what_was_not_written_is_given_back_by_table() -> None:
    operation = Operation({"UnprocessedItems": {"right": ["own"]}})
    items = {"left": ["a"], "right": ["b", "c"]}

    batch = batch_of("dynamodb", "BatchWriteItem")
    result = batch.perform({"RequestItems": items}, second, FAILURE, operation)

    assert operation.calls == [{"RequestItems": {"left": ["a"], "right": ["c"]}}]
    assert result == {"UnprocessedItems": {"right": ["own", "b"]}}


def test_keys_that_were_not_read_are_given_back_as_they_were_asked_for() -> None:
    operation = Operation({"Responses": {}, "UnprocessedKeys": {"table": {"Keys": ["own"]}}})
    items = {"table": {"Keys": ["a", "b"], "ConsistentRead": True}}

    batch = batch_of("dynamodb", "BatchGetItem")
    result = batch.perform({"RequestItems": items}, second, FAILURE, operation)

    assert operation.calls == [{"RequestItems": {"table": {"Keys": ["a"], "ConsistentRead": True}}}]
    assert result["UnprocessedKeys"] == {"table": {"Keys": ["own", "b"], "ConsistentRead": True}}


def test_objects_that_were_not_deleted_are_listed_with_their_versions() -> None:
    operation = Operation({"Deleted": [{"Key": "a"}]})
    delete = {"Objects": [{"Key": "a"}, {"Key": "b", "VersionId": "1"}], "Quiet": False}

    batch = batch_of("s3", "DeleteObjects")
    result = batch.perform({"Bucket": "bucket", "Delete": delete}, second, FAILURE, operation)

    assert operation.calls == [{"Bucket": "bucket", "Delete": {"Objects": [{"Key": "a"}], "Quiet": False}}]
    told = {"Key": "b", "VersionId": "1", "Code": "Code", "Message": "Message"}
    assert result == {"Deleted": [{"Key": "a"}], "Errors": [told]}


@pytest.mark.parametrize(
    ("name", "parameters", "failed"),
    [
        pytest.param(
            ("sns", "PublishBatch"), {"PublishBatchRequestEntries": [{"Id": "a"}]}, "Failed", id="ids"
        ),
        pytest.param(("events", "PutEvents"), {"Entries": [{}]}, "Entries", id="positions"),
        pytest.param(
            ("dynamodb", "BatchWriteItem"), {"RequestItems": {"t": [1]}}, "UnprocessedItems", id="tables"
        ),
        pytest.param(("s3", "DeleteObjects"), {"Delete": {"Objects": [{"Key": "a"}]}}, "Errors", id="keys"),
    ],
)
def test_a_batch_that_fails_as_a_whole_does_not_reach_the_operation(
    name: tuple[str, str], parameters: dict[str, Any], failed: str
) -> None:
    operation = Operation({})

    result = batch_of(*name).perform(parameters, lambda index, entry: True, FAILURE, operation)

    assert operation.calls == []
    assert len(result[failed]) == 1


@pytest.mark.parametrize(("service", "operation"), BATCHES, ids=".".join)
def test_every_member_named_is_one_of_the_model(service: str, operation: str) -> None:
    model = spec.load(service).operation(operation).model
    names = set(vars(batch_of(service, operation)).values()) - {""}

    assert names <= {*model.input_shape.members, *model.output_shape.members, "Keys"}
    assert service in CODES


def test_an_operation_without_a_batch_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"sqs\.SendMessage does not fail in part; these do: sqs\.SendMessageBatch"
    ):
        batch_of("sqs", "SendMessage")
