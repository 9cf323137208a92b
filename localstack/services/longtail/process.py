"""The long tail as the emulator sees it: services answered by moto in a child process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.wire import Request, Response
from localstack.clock import Clock
from localstack.ids import Ids
from localstack.services.longtail.catalogue import SERVICES
from localstack.services.longtail.channel import Ask, ChildProcess, LongTailError
from localstack.services.longtail.surroundings import Surroundings

ORIGIN = "long tail"

NativeCall = Callable[[str, str, Mapping[str, Any], str, str, str], Mapping[str, Any]]
"""Runs an operation of a native service: service, operation, parameters, account id, region, principal."""


class LongTail:
    """Answers the services of :mod:`localstack.services.longtail.catalogue`.

    The child starts at the first request. When it crashes, the call that saw it gets the reason, the state
    of all long-tail services is gone, and the next call starts a new child.

    :param native: the services that the emulator has natively; no long-tail call acts on moto's copy of one.
    :param call_native: how a long-tail service asks a native one (SNS delivers to an SQS queue); without it
        such calls are answered as not implemented.
    :param surroundings: whose time and ids the child takes over; its own when not given.
    """

    def __init__(
        self,
        native: Iterable[str] = (),
        call_native: NativeCall | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._surroundings = surroundings or Surroundings(Clock(), Ids())
        self._native = frozenset(native)
        self._call_native = call_native
        self._child: ChildProcess | None = None
        self._lock = threading.Lock()
        self._touched: set[str] = set()

    @property
    def is_running(self) -> bool:
        """Whether the child process is there."""
        child = self._child
        return child is not None and child.is_running

    def start(self) -> None:
        """Start the child process unless it is running; calls do it themselves.

        :raises LongTailError: when it cannot be started.
        """
        self._require_child()

    def handle(self, service: str, request: Request, url: str, account_id: str, region: str) -> Response:
        """Answer a request.

        :param url: where it was sent; only its path and query count.
        :raises CommonServiceException: InternalFailure with status 501 when moto does not implement the
            operation, or would leave its process to do so.
        :raises LongTailError: when the child crashed, or moto failed in a way no AWS service does.
        """
        parts = urlsplit(url)
        header = {
            "do": "answer",
            "service": service,
            "method": request.method,
            "target": (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            "headers": request.headers.items,
            "account": account_id,
            "region": region,
            "may_ask": self._call_native is not None,
            **self._surroundings.header(),
        }
        answer, content = self._exchange(header, request.body.read(), self._ask_for(service))
        if answer["is"] == "not implemented":
            raise CommonServiceException("InternalFailure", answer["message"], 501, sender_fault=False)
        response = Response(answer["status"], [(name, value) for name, value in answer["headers"]], content)
        response.origin = ORIGIN
        return response

    def reset(self, services: Iterable[str]) -> None:
        """Drop the state of services, with what they share, in all accounts and regions."""
        names = [name for service in services for name in backends_of(service)]
        if names and self.is_running:
            self._exchange({"do": "reset", "backends": names})

    def reset_account(self, account_id: str, services: Iterable[str]) -> None:
        """Drop what one account has in services, in all regions."""
        names = [name for service in services for name in backends_of(service)]
        if names and self.is_running:
            self._exchange({"do": "reset account", "account": account_id, "backends": names})

    def take_touched(self) -> frozenset[str]:
        """Name the services whose state calls have used since this was asked last.

        More than the services that were called: an Auto Scaling group also makes instances in EC2.
        """
        touched, self._touched = self._touched, set()
        return frozenset(touched)

    def take_undelivered(self) -> list[str]:
        """Give what moto's own threads tried and may not do since this was asked last."""
        if not self.is_running:
            return []
        undelivered: list[str] = self._exchange({"do": "take undelivered"})[0]["undelivered"]
        return undelivered

    def implemented(self, service: str) -> set[str]:
        """Name the operations of a service that the long tail answers."""
        return set(self._exchange({"do": "list operations", "service": service})[0]["operations"])

    def look(self, name: str, arguments: Mapping[str, str], removes: bool) -> dict[str, Any]:
        """Give what a service holds that no operation tells, or remove it.

        :param name: one of :mod:`localstack.services.longtail.child.looks`.
        """
        header = {"do": "look", "look": name, "arguments": dict(arguments), "removes": removes}
        document: dict[str, Any] = self._exchange({**header, **self._surroundings.header()})[0]["document"]
        return document

    def stop(self) -> None:
        """End the child process; the next call would start another."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.stop()

    def _require_child(self) -> ChildProcess:
        child = self._child
        if child is not None:
            return child
        with self._lock:
            if self._child is None:
                child = ChildProcess(self._native)
                try:
                    child.await_ready()
                except LongTailError:
                    child.stop()
                    raise
                self._child = child
            return self._child

    def _exchange(
        self, header: Mapping[str, Any], body: bytes = b"", ask: Ask | None = None
    ) -> tuple[dict[str, Any], bytes]:
        child = self._require_child()
        what = " ".join(header[key] for key in ("do", "service", "method", "target") if key in header)
        try:
            answer, content = child.exchange(header, body, ask or _nothing_to_ask)
        except OSError as error:
            lost = "and the state of all long-tail services is lost"
            raise LongTailError(
                f"the long tail's process ended during {what!r}, {lost}; {self._bury(child)}"
            ) from error
        # A call that failed may have changed something before.
        self._touched.update(answer.get("touched", ()))
        if answer["is"] == "failed":
            raise LongTailError(f"moto failed on {what!r}:\n{answer['traceback']}")
        return answer, content

    def _bury(self, child: ChildProcess) -> str:
        with self._lock:
            if self._child is not child:
                return "another call found it first, or it was stopped"
            self._child = None
        end = child.describe_end()
        child.stop()
        return end

    def _ask_for(self, service: str) -> Ask:
        principal = f"{service}.amazonaws.com"

        def ask(question: Mapping[str, Any]) -> dict[str, Any]:
            assert self._call_native is not None
            try:
                result = self._call_native(
                    question["service"],
                    question["operation"],
                    question["parameters"],
                    question["account"],
                    question["region"],
                    principal,
                )
            except ServiceException as error:
                return {"error": {"code": error.code, "message": error.message}}
            return {"result": dict(result)}

        return ask


def backends_of(service: str) -> tuple[str, ...]:
    """Name the backends of moto that hold a service's state."""
    return SERVICES[service].backends if service in SERVICES else (service,)


def _nothing_to_ask(question: Mapping[str, Any]) -> dict[str, Any]:
    raise AssertionError(f"only requests ask the emulator, not {question}")
