"""The emulator's clock and background work, for those who use it from another process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from localstack.aws.wire import Request, Response
from localstack.background import SettleTimeout
from localstack.http.internal import json_response

if TYPE_CHECKING:
    from localstack.runtime import Emulator


class ControlRoutes:
    """Answers `/_localstack/clock`, what moves it below that, and `/_localstack/settle`.

    ::

        GET  /_localstack/clock                    {"time": seconds since the epoch, "frozen": bool}
        POST /_localstack/clock/advance?seconds=60
        POST /_localstack/clock/freeze[?at=2030-01-01T00:00:00]
        POST /_localstack/clock/unfreeze
        POST /_localstack/settle[?timeout=10]      409 names what still runs; &hasten=0 leaves alone what is not due

    Each answers with the clock.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._actions: dict[tuple[str, str], Callable[[Request], None]] = {
            ("GET", "/_localstack/clock"): lambda request: None,
            ("POST", "/_localstack/clock/advance"): self._advance,
            ("POST", "/_localstack/clock/freeze"): self._freeze,
            ("POST", "/_localstack/clock/unfreeze"): lambda request: emulator.unfreeze(),
            ("POST", "/_localstack/settle"): self._settle,
        }

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for one of the routes, or give `None`."""
        action = self._actions.get((request.method, request.path.rstrip("/")))
        if action is None:
            return None
        try:
            action(request)
        except ValueError as error:
            return json_response({"error": str(error)}, 400)
        except SettleTimeout as error:
            return json_response({"error": str(error)}, 409)
        return json_response(self._clock())

    def _clock(self) -> dict[str, Any]:
        return {"time": self._emulator.clock.time(), "frozen": self._emulator.clock.is_frozen}

    def _advance(self, request: Request) -> None:
        self._emulator.advance(float(request.argument("seconds")))

    def _freeze(self, request: Request) -> None:
        at = request.argument("at")
        self._emulator.freeze(datetime.fromisoformat(at) if at else None)

    def _settle(self, request: Request) -> None:
        hasten = request.argument("hasten") != "0"
        self._emulator.settle(float(request.argument("timeout") or 10), hasten=hasten)
