"""Clients that can say on whose behalf they call: `client.request_metadata(source_arn=…).publish(…)`.

What is said travels as two arguments of the call, `_SourceArn` and `_ServicePrincipal`, which are taken out before
botocore looks at the parameters, and on the wire as a header.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator
from typing import Any

from localstack.aws.origin import HEADER, Origin

ARGUMENTS = ("_SourceArn", "_ServicePrincipal")
_CONTEXT = "localstack_origin"


class WithMetadata:
    """What a client of ours has beside its operations."""

    meta: Any

    def request_metadata(self, source_arn: str | None = None, service_principal: str | None = None) -> Any:
        """Give this client for calls on somebody's behalf.

        :param source_arn: the resource on whose behalf a service calls.
        :param service_principal: that service: `s3.amazonaws.com`, or `s3`.
        """
        given = dict(zip(ARGUMENTS, (source_arn, service_principal), strict=True))
        arguments = {name: value for name, value in given.items() if value}
        return _WithArguments(self, self.meta.method_to_api_mapping, arguments)


class _WithArguments:
    """An object some of whose methods get further arguments; of a client its paginators and waiters too."""

    def __init__(self, target: Any, names: Collection[str], arguments: dict[str, str]) -> None:
        self._target = target
        self._names = names
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if name in self._names:
            return functools.partial(value, **self._arguments)
        if name in ("get_paginator", "get_waiter"):
            return lambda *given, **named: _WithArguments(
                value(*given, **named), ("paginate", "wait"), self._arguments
            )
        return value


def origin_events() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Give what is to be registered with a session: events and their handlers."""
    yield "provide-client-params", _take_out
    yield "before-call", _add_header


def _take_out(params: dict[str, Any], context: dict[str, Any], **_: Any) -> dict[str, Any] | None:
    if not params.keys() & set(ARGUMENTS):
        return None
    rest = dict(params)
    context[_CONTEXT] = Origin.of(*(rest.pop(name, None) for name in ARGUMENTS))
    return rest


def _add_header(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
    origin = context.get(_CONTEXT)
    if origin is not None:
        params["headers"][HEADER] = origin.to_header()
