"""Requests as SDKs put them on the wire, without an SDK."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.services.longtail.process import LongTail

ACCOUNT = "000000000000"
REGION = "us-east-1"


def send(
    tail: LongTail, service: str, request: Request, account: str = ACCOUNT, region: str = REGION
) -> Response:
    """Have the long tail answer a request."""
    url = f"https://{service}.{region}.amazonaws.com{request.target}"
    return tail.handle(service, request, url, account, region)


def query(action: str, **parameters: str) -> Request:
    """Make a request of the query protocol."""
    headers = Headers([("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
    return Request("POST", "/", headers, Body(urlencode({"Action": action, **parameters}).encode()))


def json_request(target: str, **parameters: Any) -> Request:
    """Make a request of the JSON protocol."""
    headers = Headers([("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", target)])
    return Request("POST", "/", headers, Body(json.dumps(parameters).encode()))


def rest_request(method: str, target: str, **parameters: Any) -> Request:
    """Make a request of the REST JSON protocol."""
    return Request(method, target, Headers([]), Body(json.dumps(parameters).encode() if parameters else b""))


def texts(response: Response, tag: str) -> list[str | None]:
    """Give the texts of all elements of a name in an XML response."""
    root = ElementTree.fromstring(response.body.read())
    return [element.text for element in root.iter() if element.tag.rpartition("}")[2] == tag]


def create_topic(tail: LongTail, name: str = "orders", account: str = ACCOUNT) -> str:
    """Create an SNS topic and give its ARN."""
    return str(texts(send(tail, "sns", query("CreateTopic", Name=name), account), "TopicArn")[0])


def topics(tail: LongTail, account: str = ACCOUNT) -> list[str | None]:
    """List the ARNs of SNS topics."""
    return texts(send(tail, "sns", query("ListTopics"), account), "TopicArn")
