"""Operations on batches, of which some entries may fail: how each is asked, and tells so.

::

    Batch
    ├── Identified     entries have an id; those that failed are listed: SQS, SNS
    ├── Positional     results are in the order of the entries, and counted: Kinesis, Firehose, EventBridge
    ├── Unprocessed    what failed is given back, to be sent again: DynamoDB
    └── Deletion       keys that failed are listed: S3
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Fails = Callable[[int, Any], bool]
Perform = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class EntryFailure:
    """What is told of an entry that failed; operations that give no reason tell nothing."""

    code: str
    message: str


class Batch(ABC):
    """How one operation takes entries and tells of those that failed."""

    @abstractmethod
    def perform(
        self, parameters: dict[str, Any], fails: Fails, failure: EntryFailure, perform: Perform
    ) -> dict[str, Any]:
        """Perform the operation on the entries that do not fail, if any, and give the result of all."""


@dataclass(frozen=True)
class Identified(Batch):
    """Entries with an `Id`.

    :ivar entries: the parameter that has them.
    """

    entries: str

    def perform(
        self, parameters: dict[str, Any], fails: Fails, failure: EntryFailure, perform: Perform
    ) -> dict[str, Any]:
        """See :meth:`Batch.perform`."""
        kept, failed = split(parameters[self.entries], fails)
        result = perform({**parameters, self.entries: kept}) if kept else {}
        told = [
            {"Id": entry["Id"], "SenderFault": False, "Code": failure.code, "Message": failure.message}
            for entry in failed
        ]
        return {"Successful": [], **result, "Failed": [*result.get("Failed", ()), *told]}


@dataclass(frozen=True)
class Positional(Batch):
    """Entries that are answered in their order.

    :ivar entries: the parameter that has them.
    :ivar results: the member of the result that has an answer for each.
    :ivar count: the member that counts those that failed.
    """

    entries: str
    results: str
    count: str

    def perform(
        self, parameters: dict[str, Any], fails: Fails, failure: EntryFailure, perform: Perform
    ) -> dict[str, Any]:
        """See :meth:`Batch.perform`."""
        entries = parameters[self.entries]
        failing = [fails(index, entry) for index, entry in enumerate(entries)]
        kept = [entry for entry, fail in zip(entries, failing, strict=True) if not fail]
        result = perform({**parameters, self.entries: kept}) if kept else {}
        answers = iter(result.get(self.results, ()))
        told = {"ErrorCode": failure.code, "ErrorMessage": failure.message}
        merged = [dict(told) if fail else next(answers) for fail in failing]
        return {**result, self.results: merged, self.count: result.get(self.count, 0) + sum(failing)}


@dataclass(frozen=True)
class Unprocessed(Batch):
    """Entries by table.

    :ivar left_over: the member of the result with those that failed.
    :ivar nested: the member of a table's part that has its entries; `""` when the part is the list of them.
    """

    left_over: str
    nested: str = ""

    def perform(
        self, parameters: dict[str, Any], fails: Fails, failure: EntryFailure, perform: Perform
    ) -> dict[str, Any]:
        """See :meth:`Batch.perform`; entries are counted through all tables."""
        kept, failed, before = {}, {}, 0
        for table, part in parameters["RequestItems"].items():
            entries = part[self.nested] if self.nested else part
            good, bad = split(entries, fails, before)
            before += len(entries)
            if good:
                kept[table] = self._part(part, good)
            if bad:
                failed[table] = self._part(part, bad)
        result = perform({**parameters, "RequestItems": kept}) if kept else {}
        left_over = dict(result.get(self.left_over) or {})
        for table, part in failed.items():
            left_over[table] = self._joined(left_over.get(table), part)
        return {**result, self.left_over: left_over}

    def _part(self, part: Any, entries: list[Any]) -> Any:
        return {**part, self.nested: entries} if self.nested else entries

    def _joined(self, before: Any, part: Any) -> Any:
        if before is None:
            return part
        if self.nested:
            return {**part, self.nested: [*before[self.nested], *part[self.nested]]}
        return [*before, *part]


class Deletion(Batch):
    """The objects of S3's DeleteObjects."""

    def perform(
        self, parameters: dict[str, Any], fails: Fails, failure: EntryFailure, perform: Perform
    ) -> dict[str, Any]:
        """See :meth:`Batch.perform`."""
        kept, failed = split(parameters["Delete"]["Objects"], fails)
        delete = {**parameters["Delete"], "Objects": kept}
        result = perform({**parameters, "Delete": delete}) if kept else {}
        told = []
        for entry in failed:
            version = {"VersionId": entry["VersionId"]} if "VersionId" in entry else {}
            told.append({"Key": entry["Key"], **version, "Code": failure.code, "Message": failure.message})
        return {**result, "Errors": [*result.get("Errors", ()), *told]}


BATCHES: dict[tuple[str, str], Batch] = {
    ("sqs", "SendMessageBatch"): Identified("Entries"),
    ("sqs", "DeleteMessageBatch"): Identified("Entries"),
    ("sqs", "ChangeMessageVisibilityBatch"): Identified("Entries"),
    ("sns", "PublishBatch"): Identified("PublishBatchRequestEntries"),
    ("kinesis", "PutRecords"): Positional("Records", "Records", "FailedRecordCount"),
    ("firehose", "PutRecordBatch"): Positional("Records", "RequestResponses", "FailedPutCount"),
    ("events", "PutEvents"): Positional("Entries", "Entries", "FailedEntryCount"),
    ("dynamodb", "BatchWriteItem"): Unprocessed("UnprocessedItems"),
    ("dynamodb", "BatchGetItem"): Unprocessed("UnprocessedKeys", "Keys"),
    ("s3", "DeleteObjects"): Deletion(),
}
# The reason told when none is given, where the operation's documentation names the usual one: Kinesis has two,
# ProvisionedThroughputExceededException and InternalFailure.
CODES = {
    "kinesis": "ProvisionedThroughputExceededException",
    "firehose": "ServiceUnavailableException",
    "events": "InternalFailure",
    "s3": "InternalError",
    "sqs": "InternalError",
    "sns": "InternalError",
    "dynamodb": "",
}


def batch_of(service: str, operation: str) -> Batch:
    """Give how an operation takes its entries.

    :raises ValueError: when it takes no batch; the message names those that do.
    """
    batch = BATCHES.get((service, operation))
    if batch is None:
        known = ", ".join(f"{name}.{one}" for name, one in BATCHES)
        raise ValueError(f"{service}.{operation} does not fail in part; these do: {known}")
    return batch


def split(entries: list[Any], fails: Fails, before: int = 0) -> tuple[list[Any], list[Any]]:
    """Part entries into those that go on and those that fail.

    :param before: how many entries there have been before these.
    """
    kept: list[Any] = []
    failed: list[Any] = []
    for index, entry in enumerate(entries, before):
        (failed if fails(index, entry) else kept).append(entry)
    return kept, failed
