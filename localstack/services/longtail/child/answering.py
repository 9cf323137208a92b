"""One request to a long-tail service: may it run, and what moto answers."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from typing import Any

from moto.core.request import Request
from werkzeug.exceptions import HTTPException

from localstack.services.longtail.child import mailbox, tagging
from localstack.services.longtail.child.backends import Backends
from localstack.services.longtail.child.operations import implemented, operation_of
from localstack.services.longtail.child.reach import AskEmulator, Call, OutOfReachError, Reach
from localstack.services.longtail.child.routes import find_handler, url_of

Answer = tuple[dict[str, Any], bytes]


class Answering:
    """Answers requests within the limits of the process.

    :param native: the services that the emulator has natively.
    """

    def __init__(self, reach: Reach, backends: Backends, native: Iterable[str]) -> None:
        self._reach = reach
        self._backends = backends
        self._native = frozenset(native)

    def answer(self, message: Mapping[str, Any], body: bytes, ask_emulator: AskEmulator | None) -> Answer:
        """Answer one request.

        :param message: method, target, headers, service, account and region.
        :returns: header and body of the frame to send back.
        """
        call = Call(message["region"], ask_emulator)
        self._reach.enter(call)
        try:
            header, content = self._answer(call, message["service"], _moto_request(message, body))
        except (Exception, OutOfReachError):  # noqa: BLE001 - the emulator is told of whatever moto raises
            header, content = {"is": "failed", "traceback": traceback.format_exc()}, b""
        finally:
            self._reach.enter(None)
        return {**header, "touched": sorted(self._backends.include_held(call.touched))}, content

    def _answer(self, call: Call, service: str, request: Request) -> Answer:
        operation = operation_of(service, request)
        what = f"{operation or request.method + ' ' + request.path} of {service}"
        if operation not in implemented(service):
            return _not_implemented(what)
        answer: Answer = {}, b""
        try:
            if service == tagging.SERVICE:
                tagging.refuse_hidden_resources(self._reach, self._native, request)
            answer = _run(service, request)
            if service in mailbox.SERVICES and operation.startswith("Send"):
                header = request.headers
                mailbox.note_sent(service, header["x-moto-account-id"], call.region, request, answer[1])
        except NotImplementedError:
            return _not_implemented(what)
        except (Exception, OutOfReachError):
            if not call.refusals:
                raise
        # moto may have swallowed the exception: what it answered then is not what AWS would.
        if call.refusals:
            return _not_implemented(what, f": it would {'; '.join(call.refusals)}")
        return answer


def _moto_request(message: Mapping[str, Any], body: bytes) -> Request:
    account_id, region, service = message["account"], message["region"], message["service"]
    headers = _joined(message["headers"])
    # The account in the host name is the one the caller names, for moto to compare with the caller's own.
    named_account = headers.get("x-amz-account-id", account_id)
    url = url_of(service, message["target"], named_account, region)
    headers["host"] = url.split("/")[2]
    headers["x-moto-account-id"] = account_id
    headers.setdefault("authorization", _authorization(service, region))
    return Request.from_primitives(message["method"], url, headers, body)


def _joined(items: list[tuple[str, str]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in items:
        key = name.lower()
        headers[key] = f"{headers[key]},{value}" if key in headers else value
    return headers


def _authorization(service: str, region: str) -> str:
    scope = f"longtail/20000101/{region}/{service}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"


def _run(service: str, request: Request) -> Answer:
    handler = find_handler(service, request.raw_url.partition("?")[0])
    if handler is None:
        raise NotImplementedError(request.raw_url)
    try:
        status, headers, content = handler(request, request.raw_url, request.headers)
    except HTTPException as error:
        status, headers, content = error.code or 500, dict(error.get_headers()), error.get_body()
    # moto puts the status among the headers.
    items = [(name, str(value)) for name, value in headers.items() if name.lower() != "status"]
    header = {"is": "answered", "status": int(status), "headers": items}
    return header, content.encode() if isinstance(content, str) else bytes(content or b"")


def _not_implemented(what: str, why: str = "") -> Answer:
    return {"is": "not implemented", "message": f"{what} is not implemented by the long tail{why}"}, b""
