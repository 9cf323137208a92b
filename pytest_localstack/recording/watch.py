"""Where a run against real AWS is seen: its calls once they are answered, and its requests before they leave.

Requests leave by a method that all HTTP sessions of botocore share, and by aiobotocore's, whenever it is imported.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.httpsession import URLLib3Session

from localstack.aws.after_import import AfterImport
from localstack.aws.hosts import is_metadata
from pytest_localstack.answers import AnsweredCall, AnswerWatch

AIOBOTOCORE = ("aiobotocore.httpsession", "aiobotocore.httpxsession")
SEND = "send"


class Watch:
    """Tells of calls and requests while it is installed.

    :param before_request: called before a request leaves; what it raises keeps the request.
    :param after_call: told of each call that was answered.
    """

    def __init__(
        self, before_request: Callable[[], None], after_call: Callable[[AnsweredCall], None]
    ) -> None:
        self._before_request = before_request
        self._answers = AnswerWatch(after_call)
        self._after_import = AfterImport(AIOBOTOCORE, self._attend_aiobotocore)
        self._replaced: list[tuple[type, Any]] = []

    def install(self) -> None:
        """Begin to watch."""
        self._answers.install()
        self._replace(URLLib3Session, self._asked)
        self._after_import.install()

    def uninstall(self) -> None:
        """Give the methods back."""
        self._after_import.uninstall()
        while self._replaced:
            owner, original = self._replaced.pop()
            setattr(owner, SEND, original)
        self._answers.uninstall()

    def _replace(self, owner: type, wrap: Callable[[Any], Any]) -> None:
        original = getattr(owner, SEND)
        self._replaced.append((owner, original))
        setattr(owner, SEND, wrap(original))

    def _attend_aiobotocore(self, module: ModuleType) -> None:
        for owner in ("AIOHTTPSession", "HttpxSession"):
            found = getattr(module, owner, None)
            # The HTTP session of httpx is aiohttp's by another name where httpx is not installed.
            if isinstance(found, type) and found.__module__ == module.__name__:
                self._replace(found, self._asked_async)

    def _asked(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def send(session: Any, request: AWSPreparedRequest) -> Any:
            self._ask(request)
            return original(session, request)

        return send

    def _asked_async(self, original: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def send(session: Any, request: AWSPreparedRequest) -> Any:
            self._ask(request)
            return await original(session, request)

        return send

    def _ask(self, request: AWSPreparedRequest) -> None:
        host = request.url.partition("//")[2].partition("/")[0]
        # Credentials of the machine come from there; it is no service of AWS's.
        if not is_metadata(host) and not is_metadata(host.rpartition(":")[0]):
            self._before_request()
