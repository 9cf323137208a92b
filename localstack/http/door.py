"""What a door asks of the gateway besides the answers to requests: WebSockets, whose waits to end, certificates."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.clock import Waits
    from localstack.http.trust import Trust
    from localstack.http.websocket import WebSocket, WebSocketHandler
    from localstack.runtime import Emulator

LOG = logging.getLogger(__name__)

WebSocketRoute = Callable[[Request], "WebSocketHandler | None"]


class DoorSide(ABC):
    """The side of the gateway that faces the doors.

    :ivar websocket_routes: asked who speaks WebSocket with a client; the first handler that is given does.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self.websocket_routes: list[WebSocketRoute] = []

    @abstractmethod
    def handle(self, request: Request) -> Response:
        """Answer a request as it came from the wire; never raises."""

    def websocket(self, request: Request) -> WebSocketHandler | Response:
        """Give who speaks WebSocket with the client of a request, or the response when nobody does."""
        for route in self.websocket_routes:
            handler = route(request)
            if handler is not None:
                return self._recorded(handler)
        return self.handle(request)

    @property
    def waits(self) -> Waits:
        """What requests wait by, for a door to end the wait of a client that leaves."""
        return self._emulator.waits

    @property
    def trust(self) -> Trust:
        """What a door's TLS rests on."""
        return self._emulator.trust

    def _recorded(self, handler: WebSocketHandler) -> WebSocketHandler:
        def talk(websocket: WebSocket) -> None:
            try:
                handler(websocket)
            except ConnectionError:
                raise  # the client has left, or was told to
            except Exception as error:
                path = websocket.request.path
                LOG.exception("the WebSocket of %s failed", path)
                self._emulator.recorder.add_failure(f"WebSocket {path}: {error!r}")
                raise

        return talk
