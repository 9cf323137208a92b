"""The query protocol, which SQS still speaks beside JSON, on the endpoint and on queue URLs."""

from __future__ import annotations

from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest
from botocore.parsers import create_parser

EVIDENCE = "services/sqs/test_sqs.snapshot.json::TestSqsProvider"
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


def refused(url: str, **form: str) -> dict[str, Any]:
    """Post a form and give the error as boto3 gave it when it spoke this protocol."""
    request = Request(url, urlencode(form).encode(), {"Authorization": CREDENTIAL})
    with pytest.raises(HTTPError) as error, urlopen(request):
        pass
    with error.value as answer:
        parts = {"status_code": answer.code, "headers": dict(answer.headers), "body": answer.read()}
    return dict(create_parser("query").parse(parts, None))


def test_a_batch_can_be_too_large(localstack: Any, sqs_queue: str, snapshot: Any) -> None:
    entries: dict[str, str] = {}
    for number in range(1, 21):
        prefix = f"ChangeMessageVisibilityBatchRequestEntry.{number}"
        entries |= {f"{prefix}.Id": str(number), f"{prefix}.ReceiptHandle": "h"}

    error = refused(localstack.url, Action="ChangeMessageVisibilityBatch", QueueUrl=sqs_queue, **entries)

    test = f"{EVIDENCE}::test_change_message_visibility_batch_with_too_large_batch[sqs_query]"
    snapshot.match("error", error, aws_evidence=f"{test}::error_response")


def test_a_queue_is_purged_once_a_minute(
    localstack: Any,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    aws_client: Any,
    sqs_queue: str,
    snapshot: Any,
) -> None:
    settings = request.getfixturevalue("_localstack_session").emulator.settings
    monkeypatch.setattr(settings, "sqs_delay_purge_retry", True)
    aws_client.sqs.purge_queue(QueueUrl=sqs_queue)

    error = refused(localstack.url, Action="PurgeQueue", QueueUrl=sqs_queue)

    snapshot.add_transformer(snapshot.transform.text(sqs_queue.rpartition("/")[2], "<queue-name>"))
    test = f"{EVIDENCE}::test_successive_purge_calls_fail[sqs_query]"
    snapshot.match("error", error, aws_evidence=f"{test}::purge_queue_error")


def test_an_error_has_its_query_code_and_text(localstack: Any) -> None:
    status, answer = ask(localstack.url, Action="GetQueueUrl", QueueName="missing")

    assert status == 400
    assert answer.findtext(f".//{NAMESPACE}Code") == "AWS.SimpleQueueService.NonExistentQueue"
    expected = "The specified queue does not exist for this wsdl version."
    assert answer.findtext(f".//{NAMESPACE}Message") == expected


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("sqs.{region}.localhost.localstack.cloud:4566", "/{account}/{name}"),
        ("{region}.queue.localhost.localstack.cloud:4566", "/{account}/{name}"),
        ("localhost.localstack.cloud:4566", "/queue/{region}/{account}/{name}"),
        ("localhost:4566", "/queue/{region}/{account}/{name}"),
    ],
    ids=["standard", "domain", "path", "path on localhost"],
)
@pytest.mark.parametrize("as_form", [True, False], ids=["form", "parameters"])
def test_a_queue_url_needs_no_signature_and_names_the_region(
    localstack: Any, aws_client_factory: Any, host: str, path: str, as_form: bool
) -> None:
    sqs = aws_client_factory(region_name="eu-west-1").sqs
    sqs.create_queue(QueueName="orders")
    address = {"region": "eu-west-1", "account": "000000000000", "name": "orders"}
    fields = urlencode({"Action": "GetQueueAttributes", "AttributeName.1": "QueueArn"})
    url = f"{localstack.url}{path.format(**address)}{'' if as_form else '?' + fields}"

    request = Request(url, fields.encode() if as_form else None, {"Host": host.format(**address)})
    with urlopen(request) as answer:
        document = ElementTree.fromstring(answer.read())

    assert document.findtext(f".//{NAMESPACE}Value") == "arn:aws:sqs:eu-west-1:000000000000:orders"
