"""The developer endpoint `/_aws/sqs/messages`: a look at a queue's messages that changes nothing.

It answers like ReceiveMessage with everything known about each message, to GET and POST, also as the endpoint
of an SDK's client. The queue is given as `QueueUrl`, or by the path `/_aws/sqs/messages/<region>/<account>/<name>`.
`ShowInvisible` and `ShowDelayed` add the messages that cannot be received now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree

from localstack.aws import spec
from localstack.aws.accounts import DEFAULT_REGION, account_of, credential_of
from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.protocol.query import form_of
from localstack.aws.wire import Request, Response

from .message_shapes import describe_received
from .queue_url import find_queue
from .validation import require

if TYPE_CHECKING:
    from localstack.aws.api import sqs as api
    from localstack.runtime import Emulator

    from .message import QueuedMessage
    from .queue import Queue

PATH = "/_aws/sqs/messages"
EVERYTHING: api.ReceiveMessageRequest = {
    "QueueUrl": "",
    "AttributeNames": ["All"],
    "MessageAttributeNames": ["All"],
}
# What a look gives is no receipt; LocalStack shows this in its place.
NO_RECEIPT_HANDLE = "SECRET"


def messages(emulator: Emulator, request: Request) -> Response:
    """Answer a request for the messages of a queue."""
    credential = credential_of(request)
    service = spec.load("sqs")
    operation = service.operation("ReceiveMessage")
    protocol = "json" if "x-amz-target" in request.headers else "query"
    context = RequestContext(
        emulator,
        service,
        operation,
        protocol,
        account_of(credential.access_key_id, emulator.realm.issued_keys),
        credential.region or DEFAULT_REGION,
        request,
        credential.access_key_id,
    )
    try:
        response = operation.compiled(protocol).serialize(_look(context, request), context.request_id)
    except ServiceException as error:
        response = operation.codec(protocol).error(error, operation, context.request_id)
    wants_json = protocol == "query" and "json" in request.headers.get("accept")
    return _to_json(response) if wants_json else response


def _look(context: RequestContext, request: Request) -> dict[str, Any]:
    arguments = _arguments(request)
    if arguments.get("Action", "ReceiveMessage") != "ReceiveMessage":
        raise CommonServiceException("InvalidRequest", "This endpoint only accepts ReceiveMessage calls")
    segments = request.path.removeprefix(PATH).strip("/").split("/")
    if len(segments) == 3:
        region, account_id, name = segments
        arguments = {**arguments, "QueueUrl": f"http://sqs.{region}.localhost/{account_id}/{name}"}
    require(arguments, "QueueUrl")
    queue = find_queue(context, arguments)
    with context.lock(queue.arn):
        now = context.clock.time()
        shown = [
            _describe(queue, queued, now)
            for queued, can_be_received in queue.peek_all(now)
            if can_be_received or _is_wanted(queue, queued, arguments)
        ]
    return {"Messages": shown}


def _arguments(request: Request) -> Mapping[str, Any]:
    arguments: dict[str, Any] = {name: values[0] for name, values in request.query.items()}
    if "x-amz-target" in request.headers:
        arguments["Action"] = request.headers.get("x-amz-target").rpartition(".")[2]
        arguments.update(json.loads(request.body.read() or b"{}"))
    elif request.method == "POST":
        arguments.update(form_of(request))
    return arguments


def _is_wanted(queue: Queue, queued: QueuedMessage, arguments: Mapping[str, Any]) -> bool:
    is_delayed = queued.hidden_key in queue.delayed
    wanted = arguments.get("ShowDelayed" if is_delayed else "ShowInvisible")
    return str(wanted).lower() in ("1", "true")


def _describe(queue: Queue, queued: QueuedMessage, now: float) -> dict[str, Any]:
    described = describe_received(queue, queued, EVERYTHING)
    described["ReceiptHandle"] = NO_RECEIPT_HANDLE
    described["Attributes"]["IsVisible"] = "true" if queued.visible_at <= now else "false"
    described["Attributes"]["IsDelayed"] = "true" if queued.hidden_key in queue.delayed else "false"
    return cast("dict[str, Any]", described)


def _to_json(response: Response) -> Response:
    """Turn an answer in XML into JSON of the same shape; an element that occurs once is no list."""
    root = ElementTree.fromstring(response.body.read())
    payload = json.dumps({_name_of(root): _content_of(root)}).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(payload)))]
    return Response(response.status, headers, payload)


def _content_of(element: ElementTree.Element) -> Any:
    if not len(element):
        return element.text
    content: dict[str, Any] = {}
    for child in element:
        name, value = _name_of(child), _content_of(child)
        if name not in content:
            content[name] = value
        elif isinstance(content[name], list):
            content[name].append(value)
        else:
            content[name] = [content[name], value]
    return content


def _name_of(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
