"""A server that a plugin brings along: started in a thread, asked for its health, stopped."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import Any

from localstack.utils.net import is_port_open
from localstack.utils.sync import poll_condition
from localstack.utils.threads import FuncThread, start_thread

LOG = logging.getLogger(__name__)


class StopServer(Exception):
    """Raised by :meth:`Server.do_run` to end in good order."""


class Server:
    """A server; override :meth:`do_run`, or :meth:`do_start_thread` when it makes its own thread.

    :param port: it listens on.
    :param host: it listens on.
    """

    def __init__(self, port: int, host: str = "localhost") -> None:
        self._host = host
        self._port = port
        self._thread: FuncThread | None = None

    @property
    def host(self) -> str:
        """The host it listens on."""
        return self._host

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._port

    @property
    def protocol(self) -> str:
        """The scheme of its URL."""
        return "http"

    @property
    def url(self) -> str:
        """Its URL."""
        return f"{self.protocol}://{self.host}:{self.port}"

    def do_run(self) -> None:
        """Serve until :meth:`do_shutdown` is called."""
        raise NotImplementedError

    def do_shutdown(self) -> None:
        """Have :meth:`do_run` return."""

    def do_start_thread(self) -> FuncThread:
        """Start the thread that serves."""
        return start_thread(lambda _: self._served(), name=f"{type(self).__name__}-{self.port}")

    def health(self) -> bool:
        """Tell whether it answers: here, whether its port is open."""
        return is_port_open(self.url)

    def start(self) -> bool:
        """Start it, and tell whether it had not run already."""
        if self.is_running():
            return False
        self._thread = self.do_start_thread()
        return True

    def is_running(self) -> bool:
        """Tell whether its thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def is_up(self) -> bool:
        """Tell whether it runs and answers."""
        return self.is_running() and self.health()

    def wait_is_up(self, timeout: float | None = None) -> bool:
        """Wait until it answers, and tell whether it does; one that has ended never will.

        :param timeout: seconds.
        """
        poll_condition(lambda: self.is_up() or not self.is_running(), timeout, interval=0.05)
        return self.is_up()

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended.

        :raises TimeoutError: when it has not within so many seconds.
        :raises Exception: what it ended with.
        """
        result = self._result()
        if result is not None:
            result.result(timeout)

    def get_error(self) -> BaseException | None:
        """Give what it ended with; None while it runs, and when it ended well."""
        result = self._result()
        return result.exception() if result is not None and result.done() else None

    def shutdown(self) -> None:
        """Stop it; nothing when it does not run."""
        if self._thread is not None and not self._thread.result_future.done():
            self._thread.stop()
            self.do_shutdown()

    def _served(self) -> None:
        try:
            self.do_run()
        except StopServer:
            LOG.debug("%s stops by itself", self.url)

    def _result(self) -> Future[Any] | None:
        return None if self._thread is None else self._thread.result_future
