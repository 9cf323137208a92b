"""SQS over the query protocol: field and element names of its API reference.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException
from localstack.aws.protocol.sqs import SqsQueryCodec
from localstack.aws.wire import Headers, Request

NS = "{http://queue.amazonaws.com/doc/2012-11-05/}"


def parse(operation: str, fields: dict[str, str]) -> dict[str, Any]:
    body = Body(urlencode({"Action": operation, "Version": "2012-11-05", **fields}).encode())
    request = Request("POST", "/", Headers(), body)
    return spec.load("sqs").operation(operation).compiled("query").parse(request, {})


def serialize(operation: str, result: dict[str, Any]) -> ElementTree.Element:
    response = spec.load("sqs").operation(operation).compiled("query").serialize(result, "id")
    root = ElementTree.fromstring(response.body.read())
    assert root.tag == f"{NS}{operation}Response"
    assert root.findtext(f"{NS}ResponseMetadata/{NS}RequestId") == "id"
    return root


def texts(root: ElementTree.Element, path: str) -> list[str | None]:
    return [element.text for element in root.iterfind("/".join(NS + part for part in path.split("/")))]


@pytest.mark.parametrize(
    ("operation", "fields", "parameters"),
    [
        (
            "CreateQueue",
            {
                "QueueName": "q",
                "Attribute.1.Name": "DelaySeconds",
                "Attribute.1.Value": "5",
                "Attribute.2.Name": "FifoQueue",
                "Attribute.2.Value": "true",
                "Tag.1.Key": "team",
                "Tag.1.Value": "a b",
            },
            {
                "QueueName": "q",
                "Attributes": {"DelaySeconds": "5", "FifoQueue": "true"},
                "tags": {"team": "a b"},
            },
        ),
        (
            "AddPermission",
            {
                "QueueUrl": "u",
                "Label": "l",
                "AWSAccountId.1": "1",
                "AWSAccountId.2": "2",
                "ActionName.1": "*",
            },
            {"QueueUrl": "u", "Label": "l", "AWSAccountIds": ["1", "2"], "Actions": ["*"]},
        ),
        (
            "SendMessage",
            {
                "QueueUrl": "u",
                "MessageBody": "<b>&",
                "DelaySeconds": "0",
                "MessageAttribute.1.Name": "city",
                "MessageAttribute.1.Value.StringValue": "Bern",
                "MessageAttribute.1.Value.DataType": "String",
                "MessageAttribute.2.Name": "raw",
                "MessageAttribute.2.Value.BinaryValue": "AAE=",
                "MessageAttribute.2.Value.DataType": "Binary",
                "MessageSystemAttribute.1.Name": "AWSTraceHeader",
                "MessageSystemAttribute.1.Value.StringValue": "Root=1",
                "MessageSystemAttribute.1.Value.DataType": "String",
            },
            {
                "QueueUrl": "u",
                "MessageBody": "<b>&",
                "DelaySeconds": 0,
                "MessageAttributes": {
                    "city": {"StringValue": "Bern", "DataType": "String"},
                    "raw": {"BinaryValue": b"\x00\x01", "DataType": "Binary"},
                },
                "MessageSystemAttributes": {
                    "AWSTraceHeader": {"StringValue": "Root=1", "DataType": "String"}
                },
            },
        ),
        (
            "SendMessageBatch",
            {
                "QueueUrl": "u",
                "SendMessageBatchRequestEntry.1.Id": "a",
                "SendMessageBatchRequestEntry.1.MessageBody": "x",
                "SendMessageBatchRequestEntry.1.MessageAttribute.1.Name": "n",
                "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType": "Number",
                "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue": "1",
                "SendMessageBatchRequestEntry.2.Id": "b",
                "SendMessageBatchRequestEntry.2.MessageBody": "y",
            },
            {
                "QueueUrl": "u",
                "Entries": [
                    {
                        "Id": "a",
                        "MessageBody": "x",
                        "MessageAttributes": {"n": {"DataType": "Number", "StringValue": "1"}},
                    },
                    {"Id": "b", "MessageBody": "y"},
                ],
            },
        ),
        (
            "ReceiveMessage",
            {
                "QueueUrl": "u",
                "MaxNumberOfMessages": "10",
                "AttributeName.1": "All",
                "MessageSystemAttributeName.1": "SentTimestamp",
                "MessageAttributeName.1": "city",
                "MessageAttributeName.2": "raw.*",
            },
            {
                "QueueUrl": "u",
                "MaxNumberOfMessages": 10,
                "AttributeNames": ["All"],
                "MessageSystemAttributeNames": ["SentTimestamp"],
                "MessageAttributeNames": ["city", "raw.*"],
            },
        ),
        (
            "DeleteMessageBatch",
            {
                "QueueUrl": "u",
                "DeleteMessageBatchRequestEntry.1.Id": "a",
                "DeleteMessageBatchRequestEntry.1.ReceiptHandle": "h",
            },
            {"QueueUrl": "u", "Entries": [{"Id": "a", "ReceiptHandle": "h"}]},
        ),
        (
            "ChangeMessageVisibilityBatch",
            {
                "QueueUrl": "u",
                "ChangeMessageVisibilityBatchRequestEntry.1.Id": "a",
                "ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle": "h",
                "ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout": "45",
            },
            {"QueueUrl": "u", "Entries": [{"Id": "a", "ReceiptHandle": "h", "VisibilityTimeout": 45}]},
        ),
        (
            "TagQueue",
            {"QueueUrl": "u", "Tag.1.Key": "k", "Tag.1.Value": "v"},
            {"QueueUrl": "u", "Tags": {"k": "v"}},
        ),
        ("UntagQueue", {"QueueUrl": "u", "TagKey.1": "k"}, {"QueueUrl": "u", "TagKeys": ["k"]}),
        (
            "SetQueueAttributes",
            {"QueueUrl": "u", "Attribute.1.Name": "Policy", "Attribute.1.Value": ""},
            {"QueueUrl": "u", "Attributes": {"Policy": ""}},
        ),
        (
            "ReceiveMessage",
            {"QueueUrl": "u", "AttributeName": "All"},
            {"QueueUrl": "u", "AttributeNames": ["All"]},
        ),
        (
            "GetQueueAttributes",
            {"QueueUrl": "u", "AttributeName.1": "All"},
            {"QueueUrl": "u", "AttributeNames": ["All"]},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fields_are_parsed(operation: str, fields: dict[str, str], parameters: dict[str, Any]) -> None:
    assert parse(operation, fields) == parameters


@pytest.mark.parametrize(
    ("operation", "result", "path", "expected"),
    [
        ("CreateQueue", {"QueueUrl": "u"}, "CreateQueueResult/QueueUrl", ["u"]),
        ("ListQueues", {"QueueUrls": ["a", "b"]}, "ListQueuesResult/QueueUrl", ["a", "b"]),
        (
            "ListDeadLetterSourceQueues",
            {"queueUrls": ["a"]},
            "ListDeadLetterSourceQueuesResult/QueueUrl",
            ["a"],
        ),
        (
            "GetQueueAttributes",
            {"Attributes": {"DelaySeconds": "0", "QueueArn": "arn"}},
            "GetQueueAttributesResult/Attribute/Name",
            ["DelaySeconds", "QueueArn"],
        ),
        ("ListQueueTags", {"Tags": {"k": "v"}}, "ListQueueTagsResult/Tag/Key", ["k"]),
        ("ListQueueTags", {"Tags": {"k": "v"}}, "ListQueueTagsResult/Tag/Value", ["v"]),
        (
            "SendMessage",
            {"MD5OfMessageBody": "m", "MessageId": "i"},
            "SendMessageResult/MD5OfMessageBody",
            ["m"],
        ),
        (
            "SendMessageBatch",
            {"Successful": [{"Id": "a", "MessageId": "i", "MD5OfMessageBody": "m"}], "Failed": []},
            "SendMessageBatchResult/SendMessageBatchResultEntry/Id",
            ["a"],
        ),
        (
            "DeleteMessageBatch",
            {"Successful": [{"Id": "a"}], "Failed": [{"Id": "b", "SenderFault": True, "Code": "c"}]},
            "DeleteMessageBatchResult/BatchResultErrorEntry/SenderFault",
            ["true"],
        ),
        (
            "DeleteMessageBatch",
            {"Successful": [{"Id": "a"}], "Failed": []},
            "DeleteMessageBatchResult/DeleteMessageBatchResultEntry/Id",
            ["a"],
        ),
        (
            "ChangeMessageVisibilityBatch",
            {"Successful": [{"Id": "a"}], "Failed": []},
            "ChangeMessageVisibilityBatchResult/ChangeMessageVisibilityBatchResultEntry/Id",
            ["a"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_results_are_written(operation: str, result: dict[str, Any], path: str, expected: list[str]) -> None:
    assert texts(serialize(operation, result), path) == expected


def test_messages_are_written_with_attributes_and_escapes() -> None:
    message = {
        "MessageId": "i",
        "Body": '<a>"&\r\n',
        "Attributes": {"SentTimestamp": "1"},
        "MessageAttributes": {"city": {"DataType": "String", "StringValue": "Bern"}},
    }

    root = serialize("ReceiveMessage", {"Messages": [message, {"Body": "second"}]})

    prefix = "ReceiveMessageResult/Message"
    assert texts(root, f"{prefix}/Body") == ['<a>"&\r\n', "second"]
    assert texts(root, f"{prefix}/Attribute/Name") == ["SentTimestamp"]
    assert texts(root, f"{prefix}/Attribute/Value") == ["1"]
    assert texts(root, f"{prefix}/MessageAttribute/Name") == ["city"]
    assert texts(root, f"{prefix}/MessageAttribute/Value/StringValue") == ["Bern"]


@pytest.mark.parametrize("operation", ["DeleteQueue", "PurgeQueue", "TagQueue", "SetQueueAttributes"])
def test_an_operation_without_a_result_answers_with_metadata_only(operation: str) -> None:
    root = serialize(operation, {})

    assert [child.tag for child in root] == [f"{NS}ResponseMetadata"]


@pytest.mark.parametrize(
    ("operation", "has_detail"),
    [("SendMessageBatch", True), ("DeleteMessageBatch", False), ("ChangeMessageVisibilityBatch", False)],
)
def test_errors_of_two_batches_have_no_detail(operation: str, has_detail: bool) -> None:
    error = CommonServiceException("TooManyEntriesInBatchRequest", "Too many.")

    response = SqsQueryCodec().error(error, spec.load("sqs").operation(operation), "id")

    assert (b"<Detail/>" in response.body.read()) is has_detail
