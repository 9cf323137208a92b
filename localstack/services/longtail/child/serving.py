"""The emulator's frames and what the child does about each."""

from __future__ import annotations

import importlib
import os
import socket
import threading
import traceback
from collections.abc import Mapping
from typing import Any

from localstack.services.longtail.catalogue import SERVICES
from localstack.services.longtail.child.answering import Answer, Answering
from localstack.services.longtail.child.backends import Backends
from localstack.services.longtail.child.natives import EmulatorError
from localstack.services.longtail.child.operations import implemented
from localstack.services.longtail.child.reach import OutOfReachError, Reach
from localstack.services.longtail.child.surroundings import Surroundings
from localstack.services.longtail.frames import receive_frame, send_frame


class Child:
    """Serves the emulator's connections.

    :param reach: the limits of this process, already installed.
    :param native: names of the services that the emulator has natively.
    """

    def __init__(self, reach: Reach, native: list[str]) -> None:
        self._reach = reach
        self._backends = Backends(reach, native)
        self._backends.install()
        self._answering = Answering(reach, self._backends, native)
        self._surroundings = Surroundings()
        self._loaded: set[str] = set()
        self._load_lock = threading.Lock()

    def serve(self, connection: socket.socket) -> None:
        """Answer frames until the emulator is gone, then end the process."""
        try:
            while True:
                message, body = receive_frame(connection)
                send_frame(connection, *self._answer(message, body, connection))
        except ConnectionError:
            os._exit(0)
        except Exception:  # noqa: BLE001 - a thread that ended alone would leave the emulator waiting
            traceback.print_exc()
            os._exit(1)

    def _answer(self, message: dict[str, Any], body: bytes, connection: socket.socket) -> Answer:
        try:
            if "service" in message:
                self._load(message["service"])
            if message["do"] == "answer":
                self._surroundings.apply(message)
                ask_emulator = Emulator(connection).ask if message["may_ask"] else None
                return self._answering.answer(message, body, ask_emulator)
            return {"is": "done", **self._control(message)}, b""
        except (Exception, OutOfReachError):  # noqa: BLE001 - the emulator is told of whatever moto raises
            return {"is": "failed", "traceback": traceback.format_exc()}, b""

    def _control(self, message: dict[str, Any]) -> dict[str, Any]:
        match message["do"]:
            case "reset":
                self._backends.reset(message["backends"])
            case "reset account":
                self._backends.reset_account(message["account"], message["backends"])
            case "list operations":
                return {"operations": sorted(implemented(message["service"]))}
            case "look":
                # It imports the services that there is something to tell of.
                with self._reach.importing():
                    from localstack.services.longtail.child.looks import LOOKS

                self._surroundings.apply(message)
                return {"document": LOOKS[message["look"]](message["arguments"], message["removes"])}
            case "take undelivered":
                return {"undelivered": self._reach.take_undelivered()}
            case unknown:
                raise ValueError(f"no such frame: {unknown!r}")
        return {}

    def _load(self, service: str) -> None:
        if service in self._loaded:
            return
        package = f"moto.{SERVICES[service].package}"
        with self._load_lock, self._reach.importing():
            importlib.import_module(f"{package}.models")
            importlib.import_module(f"{package}.urls")
        self._loaded.add(service)


class Emulator:
    """The emulator, asked for an operation of a native service while it waits for an answer."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def ask(
        self, service: str, operation: str, parameters: Mapping[str, Any], account_id: str, region: str
    ) -> dict[str, Any]:
        """Run an operation.

        :raises EmulatorError: when the service answers with an error.
        """
        header = {
            "is": "calling",
            "service": service,
            "operation": operation,
            "parameters": parameters,
            "account": account_id,
            "region": region,
        }
        send_frame(self._connection, header)
        reply, _ = receive_frame(self._connection)
        if "error" in reply:
            raise EmulatorError(reply["error"]["code"], reply["error"]["message"])
        result: dict[str, Any] = reply["result"]
        return result
