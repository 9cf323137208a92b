"""The query protocol, which SQS still speaks beside JSON, on the endpoint and on queue URLs."""

from __future__ import annotations

from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

NAMESPACE = "{http://queue.amazonaws.com/doc/2012-11-05/}"
CREDENTIAL = "AWS4-HMAC-SHA256 Credential=000000000000/20250101/us-east-1/sqs/aws4_request"


def ask(url: str, **form: str) -> tuple[int, ElementTree.Element]:
    """Post a form and give the status and the answer."""
    request = Request(url, urlencode(form).encode(), {"Authorization": CREDENTIAL})
    try:
        with urlopen(request) as answer:
            return answer.status, ElementTree.fromstring(answer.read())
    except HTTPError as error:
        with error:
            return error.code, ElementTree.fromstring(error.read())


def test_a_message_is_sent_and_received_on_the_queue_url(localstack: Any, sqs_queue: str) -> None:
    url = f"{localstack.url}/000000000000/{sqs_queue.rpartition('/')[2]}"
    attribute = {
        "MessageAttribute.1.Name": "colour",
        "MessageAttribute.1.Value.DataType": "String",
        "MessageAttribute.1.Value.StringValue": "blue",
    }

    sent_status, sent = ask(url, Action="SendMessage", MessageBody="<a> & b", **attribute)
    received_status, received = ask(
        url, **{"Action": "ReceiveMessage", "AttributeName.1": "All", "MessageAttributeName.1": "All"}
    )

    assert (sent_status, received_status) == (200, 200)
    message = received.find(f".//{NAMESPACE}Message")
    assert message is not None
    assert message.findtext(f"{NAMESPACE}Body") == "<a> & b"
    assert message.findtext(f"{NAMESPACE}MessageId") == sent.findtext(f".//{NAMESPACE}MessageId")
    assert [name.text for name in message.iterfind(f"{NAMESPACE}MessageAttribute/{NAMESPACE}Name")] == [
        "colour"
    ]


def test_an_error_has_its_query_code_and_text(localstack: Any) -> None:
    status, answer = ask(localstack.url, Action="GetQueueUrl", QueueName="missing")

    assert status == 400
    assert answer.findtext(f".//{NAMESPACE}Code") == "AWS.SimpleQueueService.NonExistentQueue"
    expected = "The specified queue does not exist for this wsdl version."
    assert answer.findtext(f".//{NAMESPACE}Message") == expected
