"""`localstack.utils.serving`: a server in a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from localstack.utils.net import get_free_tcp_port
from localstack.utils.serving import Server, StopServer

TIMEOUT = 10


class WebServer(Server):
    """Answers nothing in particular."""

    def __init__(self, port: int) -> None:
        super().__init__(port, "127.0.0.1")
        self._web: ThreadingHTTPServer | None = None

    def do_run(self) -> None:
        with ThreadingHTTPServer((self.host, self.port), BaseHTTPRequestHandler) as self._web:
            self._web.serve_forever(poll_interval=0.01)

    def do_shutdown(self) -> None:
        assert self._web is not None
        self._web.shutdown()


class Ending(Server):
    """Ends with what it is told to."""

    def __init__(self, error: Exception | None) -> None:
        super().__init__(get_free_tcp_port(), "127.0.0.1")
        self._error = error

    def do_run(self) -> None:
        if self._error is not None:
            raise self._error


@pytest.fixture
def web() -> Iterator[WebServer]:
    server = WebServer(get_free_tcp_port())
    yield server
    server.shutdown()


def test_it_is_up_between_start_and_shutdown(web: WebServer) -> None:
    assert not web.is_running()

    assert web.start()
    assert not web.start()
    assert web.wait_is_up(TIMEOUT)
    assert web.url == f"http://127.0.0.1:{web.port}"

    web.shutdown()
    web.join(TIMEOUT)
    assert not web.is_running()
    assert web.get_error() is None


def test_one_that_fails_never_comes_up_and_says_why() -> None:
    server = Ending(ValueError("no"))
    server.start()

    assert not server.wait_is_up(TIMEOUT)

    with pytest.raises(ValueError, match="no"):
        server.join(TIMEOUT)
    assert isinstance(server.get_error(), ValueError)


def test_one_may_stop_itself() -> None:
    server = Ending(StopServer())
    server.start()
    server.join(TIMEOUT)

    assert server.get_error() is None


def test_to_wait_for_one_that_runs_takes_no_longer_than_asked() -> None:
    release = threading.Event()

    class Busy(Server):
        def do_run(self) -> None:
            release.wait()

        def do_shutdown(self) -> None:
            release.set()

    server = Busy(get_free_tcp_port(), "127.0.0.1")
    server.start()

    assert not server.wait_is_up(0.1)
    with pytest.raises(TimeoutError):
        server.join(0.01)
    server.shutdown()
    server.join(TIMEOUT)
