"""Developer endpoints of services without a native provider: what the long tail holds, and what it cannot tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localstack.aws.wire import Request, Response
from localstack.http.internal import json_response

if TYPE_CHECKING:
    from localstack.runtime import Emulator


@dataclass(frozen=True)
class Look:
    """An endpoint that shows or removes something.

    :ivar name: of the look, in :mod:`localstack.services.longtail.child.looks`.
    :ivar methods: what it answers to; DELETE removes what GET would show.
    """

    service: str
    name: str
    methods: tuple[str, ...] = ("GET", "DELETE")


LOOKS = {
    "/_aws/ses": Look("ses", "emails"),
    "/_aws/sns/platform-endpoint-messages": Look("sns", "platform messages"),
    "/_aws/sns/sms-messages": Look("sns", "text messages"),
    "/_aws/cloudwatch/metrics/raw": Look("cloudwatch", "metrics", ("GET",)),
    "/_aws/dynamodb/expired": Look("dynamodb", "expired items", ("DELETE",)),
}

# Where LocalStack has an endpoint and there is nothing to answer from: service, path, and why.
IMPOSSIBLE = (
    ("sns", r"/_aws/sns/subscription-tokens/.+", "subscriptions are confirmed without tokens"),
    ("sns", r"/_aws/sns/[^/]+\.pem", "nothing is delivered over HTTP, so nothing is signed"),
    ("sns", r"/_aws/sns/phone-opt-outs", "ListPhoneNumbersOptedOut tells them"),
    ("lambda", r"/_aws/lambda/(runtimes|init)", "functions do not run"),
    ("events", r"/_aws/events/rules/.+/trigger", "schedules of rules do not run"),
    ("apigateway", r"/_aws/execute-api/.+", "deployed APIs do not run"),
)


class LongTailEndpoints:
    """Answers the developer endpoints of services that the long tail emulates.

    ::

        GET, DELETE /_aws/ses[?id=…&email=…]                          e-mails that were sent
        GET, DELETE /_aws/sns/platform-endpoint-messages[?accountId=…&region=…&endpointArn=…]
        GET, DELETE /_aws/sns/sms-messages[?accountId=…&region=…&phoneNumber=…]
        GET         /_aws/cloudwatch/metrics/raw                      every value that was put
        DELETE      /_aws/dynamodb/expired                            removes items whose time to live is over
        501: /_aws/sns/subscription-tokens/…, /_aws/sns/….pem, /_aws/sns/phone-opt-outs, /_aws/lambda/runtimes and
             init, /_aws/events/rules/…/trigger, /_aws/execute-api/…; the answer says why
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for one of the endpoints, or give `None`."""
        path = request.path.rstrip("/")
        if not path.startswith("/_aws/"):
            return None
        look = LOOKS.get(path)
        if look is not None and self._is_long_tail(look.service):
            return self._look(look, request)
        for service, pattern, reason in IMPOSSIBLE:
            if re.fullmatch(pattern, path) and self._is_long_tail(service):
                return json_response({"error": f"{path} is not emulated: {reason}"}, 501)
        return None

    def _is_long_tail(self, service: str) -> bool:
        return service not in self._emulator.services.native()

    def _look(self, look: Look, request: Request) -> Response:
        if request.method not in look.methods:
            return json_response({"error": f"{request.method} is none of {', '.join(look.methods)}"}, 405)
        arguments = {name: values[0] for name, values in request.query.items()}
        removes = request.method == "DELETE"
        self._emulator.gate.enter()
        try:
            document = self._emulator.long_tail.look(look.service, look.name, arguments, removes)
        finally:
            self._emulator.gate.leave()
        if removes and "GET" in look.methods:
            return Response(204, [], b"")
        return json_response(document)
