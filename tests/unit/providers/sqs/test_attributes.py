"""Queue attributes: texts, ranges, defaults, contradictions."""

from __future__ import annotations

import pytest
from localstack_providers.sqs.attributes import QueueAttributes, require_fifo, require_standard
from localstack_providers.sqs.errors import InvalidParameterValue, QueueNameExists

from localstack.aws.errors import ServiceException

STANDARD_DEFAULTS = {
    "DelaySeconds": "0",
    "MaximumMessageSize": "1048576",
    "MessageRetentionPeriod": "345600",
    "ReceiveMessageWaitTimeSeconds": "0",
    "VisibilityTimeout": "30",
    "SqsManagedSseEnabled": "true",
}
FIFO_DEFAULTS = {
    "FifoQueue": "true",
    "ContentBasedDeduplication": "false",
    "DeduplicationScope": "queue",
    "FifoThroughputLimit": "perQueue",
}


def test_a_standard_queue_shows_its_defaults() -> None:
    assert QueueAttributes().describe() == STANDARD_DEFAULTS


def test_a_fifo_queue_shows_its_own_attributes_too() -> None:
    assert QueueAttributes(fifo_queue=True).describe() == {**STANDARD_DEFAULTS, **FIFO_DEFAULTS}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DelaySeconds", "900"),
        ("MaximumMessageSize", "1024"),
        ("MessageRetentionPeriod", "1209600"),
        ("ReceiveMessageWaitTimeSeconds", "20"),
        ("VisibilityTimeout", "43200"),
        ("Policy", '{"Statement": []}'),
        ("RedriveAllowPolicy", '{"redrivePermission":"denyAll"}'),
        ("SqsManagedSseEnabled", "false"),
    ],
)
def test_an_attribute_is_given_back_as_it_was_set(name: str, text: str) -> None:
    assert QueueAttributes().update({name: text}).describe()[name] == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DelaySeconds", "901"),
        ("DelaySeconds", "-1"),
        ("DelaySeconds", "soon"),
        ("MaximumMessageSize", "1023"),
        ("MaximumMessageSize", "1048577"),
        ("MessageRetentionPeriod", "59"),
        ("MessageRetentionPeriod", "1209601"),
        ("ReceiveMessageWaitTimeSeconds", "21"),
        ("VisibilityTimeout", "43201"),
        ("KmsDataKeyReusePeriodSeconds", "59"),
        ("Policy", "no policy"),
        ("Policy", "[]"),
        ("SqsManagedSseEnabled", "maybe"),
        ("DeduplicationScope", "account"),
        ("FifoThroughputLimit", "perHour"),
    ],
)
def test_a_value_out_of_range_is_refused(name: str, text: str) -> None:
    with pytest.raises(ServiceException) as caught:
        QueueAttributes().update({name: text})

    assert caught.value.code == "InvalidAttributeValue"
    assert caught.value.message == f"Invalid value for the parameter {name}."


def test_an_empty_text_sets_the_default() -> None:
    attributes = QueueAttributes(delay_seconds=5, kms_master_key_id="key", sqs_managed_sse_enabled=False)

    reset = attributes.update({"DelaySeconds": "", "KmsMasterKeyId": ""})

    assert reset == QueueAttributes(sqs_managed_sse_enabled=False)


def test_an_unknown_attribute_is_refused() -> None:
    with pytest.raises(ServiceException, match=r"Unknown Attribute Colour\.") as caught:
        QueueAttributes().update({"Colour": "red"})

    assert caught.value.code == "InvalidAttributeName"


def test_a_key_of_ones_own_takes_the_place_of_the_managed_one() -> None:
    attributes = QueueAttributes().update({"KmsMasterKeyId": "key"})

    described = attributes.describe()

    assert described["SqsManagedSseEnabled"] == "false"
    assert (described["KmsMasterKeyId"], described["KmsDataKeyReusePeriodSeconds"]) == ("key", "300")


def test_the_managed_key_takes_the_place_of_ones_own() -> None:
    attributes = QueueAttributes(kms_master_key_id="key", sqs_managed_sse_enabled=False)

    assert attributes.update({"SqsManagedSseEnabled": "true"}).describe() == STANDARD_DEFAULTS


def test_both_kinds_of_encryption_at_once_are_refused() -> None:
    with pytest.raises(ServiceException, match="You can use one type of server-side encryption"):
        QueueAttributes().update({"KmsMasterKeyId": "key", "SqsManagedSseEnabled": "true"})


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("FifoQueue", "Unknown Attribute FifoQueue."),
        ("ContentBasedDeduplication", "Unknown Attribute ContentBasedDeduplication."),
        (
            "DeduplicationScope",
            "You can specify the DeduplicationScope only when FifoQueue is set to true.",
        ),
        (
            "FifoThroughputLimit",
            "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
        ),
    ],
)
def test_a_standard_queue_has_no_fifo_attributes(name: str, message: str) -> None:
    with pytest.raises(ServiceException) as caught:
        require_standard({name: "false"})

    assert (caught.value.code, caught.value.message) == ("InvalidAttributeName", message)


def test_the_type_of_a_queue_cannot_be_changed() -> None:
    with pytest.raises(ServiceException, match="Modifying queue type is not supported"):
        require_fifo({"FifoQueue": "false"}, QueueAttributes(fifo_queue=True))


@pytest.mark.parametrize(("scope", "allowed"), [("queue", False), ("messageGroup", True)])
def test_throughput_per_group_needs_deduplication_per_group(scope: str, allowed: bool) -> None:
    attributes = QueueAttributes(deduplication_scope=scope, fifo_throughput_limit="perMessageGroupId")

    if allowed:
        require_fifo({}, attributes)
    else:
        with pytest.raises(InvalidParameterValue, match="FifoThroughputLimit"):
            require_fifo({}, attributes)


def test_the_first_attribute_that_differs_is_named() -> None:
    attributes = QueueAttributes(delay_seconds=5)

    attributes.require_same({"DelaySeconds": "5", "VisibilityTimeout": "30"})
    with pytest.raises(QueueNameExists, match="a different value for attribute DelaySeconds"):
        attributes.require_same({"VisibilityTimeout": "30", "DelaySeconds": "6"})
