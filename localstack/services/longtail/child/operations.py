"""The operations of a service that moto implements, and which of them a request asks for."""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

from moto.core.model import OperationModel
from moto.core.request import Request
from moto.core.responses import BaseResponse
from moto.core.routing import get_service_router
from moto.core.utils import camelcase_to_underscores, get_service_model
from werkzeug.exceptions import NotFound

from localstack.services.longtail.catalogue import SERVICES
from localstack.services.longtail.child.routes import find_handler, url_of

# moto answers the 2015 API of Elasticsearch by path, without methods named after the operations.
_BY_PATH = {
    "es": frozenset(
        (
            "AddTags",
            "CreateElasticsearchDomain",
            "DeleteElasticsearchDomain",
            "DescribeElasticsearchDomain",
            "DescribeElasticsearchDomainConfig",
            "DescribeElasticsearchDomains",
            "ListDomainNames",
            "ListTags",
            "RemoveTags",
        )
    )
}

# moto answers these with invented content, or for work that it would do in a container.
_LEFT_OUT = {
    "athena": frozenset(("GetQueryResults",)),
    "batch": frozenset(("SubmitJob",)),
    "lambda": frozenset(("Invoke", "InvokeAsync", "InvokeWithResponseStream")),
    "stepfunctions": frozenset(("GetExecutionHistory",)),
}

# Values for the variable parts of a path, to find out whether moto has a route for it: an id, a kind, an ARN.
_SAMPLE_LABELS = ("1", "hostedzone", "arn%3Aaws%3Aservice%3Aus-east-1%3A000000000000%3Akind%2Fname")


def operation_of(service: str, request: Request) -> str:
    """Name the operation a request asks for.

    :returns: `""` when it asks for none that the service's model has.
    """
    target = request.headers.get("X-Amz-Target", "")
    if target:
        return str(target).rpartition(".")[2]
    action = request.args.get("Action") or request.form.get("Action")
    if action:
        return str(action)
    try:
        return str(get_service_router(service).match(request)[0].name)
    except (NotFound, NotImplementedError):
        return ""


@functools.cache
def implemented(service: str) -> frozenset[str]:
    """Name the operations of a service that moto implements and this process can do."""
    if service in _BY_PATH:
        return _BY_PATH[service]
    model = get_service_model(service)
    responses = list(_response_classes(service))
    operations = (model.operation_model(name) for name in model.operation_names)
    found = frozenset(
        operation.name
        for operation in operations
        if _has_route(service, operation)
        and any(_has_method(response, service, operation) for response in responses)
    )
    return found - _LEFT_OUT.get(service, frozenset())


def _has_route(service: str, operation: OperationModel) -> bool:
    return any(find_handler(service, url) for url in _sample_urls(service, operation))


def _has_method(response: type[BaseResponse], service: str, operation: OperationModel) -> bool:
    method = getattr(response, _method_name(response, service, operation), None)
    return inspect.isfunction(method) and not _only_raises(method)


def _method_name(response: type[BaseResponse], service: str, operation: OperationModel) -> str:
    name = operation.name
    if response._get_action is not BaseResponse._get_action:
        # Batch and X-Ray name their methods after the path.
        instance = response()
        instance.uri = next(_sample_urls(service, operation))
        name = instance._get_action()
    return str(camelcase_to_underscores(name))


def _only_raises(method: Any) -> bool:
    names = inspect.unwrap(method).__code__.co_names
    return "NotImplementedError" in names and set(names) <= {"NotImplementedError", "error_on_dryrun"}


def _sample_urls(service: str, operation: OperationModel) -> Iterator[str]:
    path = operation.http.get("requestUri", "/").partition("?")[0]
    for label in _SAMPLE_LABELS:
        yield url_of(service, re.sub(r"\{[^}]*\}", label, path), "000000000000", "us-east-1")


def _response_classes(service: str) -> Iterator[type[BaseResponse]]:
    module = importlib.import_module(f"moto.{SERVICES[service].package}.responses")
    for value in vars(module).values():
        if inspect.isclass(value) and issubclass(value, BaseResponse) and value is not BaseResponse:
            yield value
