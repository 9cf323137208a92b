"""Requests of all operations as botocore sends them, and the operations that nothing tells apart."""

from __future__ import annotations

import re
from typing import Any

from botocore.model import OperationModel

from localstack.aws.service_router import Route
from localstack.aws.wire import Request
from tests.unit.aws.botocore_client import REGION, serialize
from tests.unit.aws.shape_values import minimal

# Services whose requests are another's to the last byte, on the same host: nothing tells them apart.
TWINS = {
    "docdb": "rds",  # one API; the engine is a parameter
    "neptune": "rds",  # one API; the engine is a parameter
    "wisdom": "qconnect",  # the former name of the service
    "sms-voice": "pinpoint-sms-voice",  # the former name of the service
    "greengrassv2": "greengrass",  # tags and the service role belong to both versions
    "lambda-microvms": "lambda",  # tags belong to all of Lambda
    "signer": "signer-data",  # GetRevocationStatus is in both models
    "s3": "s3",  # the deprecated operations for lifecycle and notification
}

# What the endpoint rules, not the models, say of host and signing name.
ENDPOINTS = {
    ("s3", "ListDirectoryBuckets"): (f"s3express-control.{REGION}.amazonaws.com", "s3express"),
    ("s3", "WriteGetObjectResponse"): (f"route.s3-object-lambda.{REGION}.amazonaws.com", "s3-object-lambda"),
}


def request_for(
    operation: OperationModel,
    protocol: str,
    twin: OperationModel | None = None,
    parameters: dict[str, Any] | None = None,
    is_signed: bool = True,
) -> Request:
    """Make a request for an operation, or the same with the model of its twin.

    :param parameters: the smallest that make a request, when not given.
    """
    service = operation.service_model.service_name
    host, signing_name = ENDPOINTS.get((service, operation.name), ("", ""))
    given = minimal(operation.input_shape) if parameters is None else parameters
    if not host and operation.endpoint:
        prefix = re.sub(
            r"{(\w+)}", lambda label: given.get(label[1], "111122223333"), operation.endpoint["hostPrefix"]
        )
        host = f"{prefix}{operation.service_model.endpoint_prefix}.{REGION}.amazonaws.com"
    return serialize(twin or operation, given, protocol, host, signing_name, is_signed)


def is_found(operation: OperationModel, protocol: str, route: Route) -> bool:
    """Tell whether a route is the operation's, or that of a twin."""
    service, found = operation.service_model.service_name, route.operation.service.name
    if (found, route.operation.name, route.protocol) == (service, operation.name, protocol):
        return True
    return found == TWINS.get(service) and is_same_request(operation, route.operation.model, protocol)


def is_same_request(operation: OperationModel, twin: OperationModel, protocol: str) -> bool:
    """Tell whether two operations look alike: in REST by method and URI, else by every byte."""
    if protocol.startswith("rest"):
        uris = [re.sub(r"{.+?}", "{}", model.http["requestUri"]) for model in (operation, twin)]
        return operation.http["method"] == twin.http["method"] and uris[0] == uris[1]
    one, other = request_for(operation, protocol), request_for(operation, protocol, twin)
    return (one.target, one.body.read()) == (other.target, other.body.read())
