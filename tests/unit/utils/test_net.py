"""Ports and addresses."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from localstack.utils import net


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


class Handler(BaseHTTPRequestHandler):
    """Knows one path."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def http() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("free_port", [net.get_free_tcp_port, net.get_free_udp_port])
def test_a_free_port_is_none_that_is_not_wanted(free_port: object) -> None:
    assert callable(free_port)
    first = free_port()

    assert first not in {free_port(blocklist={first}) for _ in range(20)}


def test_a_port_in_use_is_open_and_cannot_be_bound(listening: int) -> None:
    assert net.is_port_open(listening)
    assert net.is_port_open(f"http://127.0.0.1:{listening}")
    assert net.is_port_open(f"127.0.0.1:{listening}")
    assert not net.port_can_be_bound(listening, "127.0.0.1")


def test_a_port_that_is_free_is_closed_and_can_be_bound() -> None:
    port = net.get_free_tcp_port()

    assert not net.is_port_open(port)
    assert net.port_can_be_bound(port)
    with pytest.raises(OSError, match=r"refused|Connect"):
        net.is_port_open(port, quiet=False)


def test_ports_of_udp_are_told_from_those_of_tcp() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]

        assert not net.port_can_be_bound(net.Port(port, "udp"), "127.0.0.1")
        assert not net.is_port_open(port, protocols=["udp", "tcp"])


@pytest.mark.parametrize(
    ("path", "expect_success", "is_open"),
    [("/health", True, True), ("health", True, True), ("/no", True, False), ("/no", False, True)],
)
def test_a_path_can_be_asked_for_too(http: int, path: str, expect_success: bool, is_open: bool) -> None:
    assert net.is_port_open(http, path, expect_success) is is_open
    assert net.is_port_open(f"http://127.0.0.1:{http}", path, expect_success) is is_open


def test_waiting_ends_when_it_is_as_awaited_and_names_the_port_when_it_is_not(listening: int) -> None:
    free = net.get_free_tcp_port()

    net.wait_for_port_open(listening, retries=1, sleep_time=0.01)
    net.wait_for_port_closed(free, retries=1, sleep_time=0.01)
    net.wait_for_port_status(listening, expect_open=True, retries=1, sleep_time=0.01)
    with pytest.raises(TimeoutError, match=f"port {free} to open"):
        net.wait_for_port_open(free, retries=2, sleep_time=0.01)
    with pytest.raises(TimeoutError, match=f"port {listening} to close"):
        net.wait_for_port_status(listening, expect_open=False, retries=2, sleep_time=0.01)


def test_neighbouring_ports_can_be_had_and_reserved_once() -> None:
    ports = net.get_free_tcp_port_range(3)
    reserved = [ports.reserve_port() for _ in range(len(ports))]

    assert reserved == list(ports)
    with pytest.raises(net.PortNotAvailableException, match=str(ports.start)):
        ports.reserve_port()
    ports.mark_freed(reserved[1])
    assert not ports.is_port_reserved(reserved[1])
    assert ports.reserve_port(reserved[1]) == reserved[1]


def test_a_reservation_can_end_by_itself() -> None:
    ports = net.get_free_tcp_port_range(1)
    ports.reserve_port(duration=0)

    timer = next(one for one in threading.enumerate() if isinstance(one, threading.Timer))
    timer.join(10)

    assert not ports.is_port_reserved(ports.start)


def test_what_is_no_range_or_not_of_it_is_refused() -> None:
    with pytest.raises(ValueError, match="5-4"):
        net.PortRange(5, 4)
    with pytest.raises(net.PortNotAvailableException, match="port 80 of"):
        net.get_free_tcp_port_range(1).reserve_port(80)


@pytest.mark.parametrize(
    ("text", "is_ip", "is_ipv4"),
    [("127.0.0.1", True, True), ("::1", True, False), ("1.2.3", False, False), ("host", False, False)],
)
def test_addresses_are_told_from_names(text: str, is_ip: bool, is_ipv4: bool) -> None:
    assert (net.is_ip_address(text), net.is_ipv4_address(text)) == (is_ip, is_ipv4)


def test_a_name_has_an_address_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(name: str) -> str:
        if name != "here":
            raise socket.gaierror(f"no {name}")
        return "10.0.0.1"

    monkeypatch.setattr(socket, "gethostbyname", look_up)

    assert (net.resolve_hostname("here"), net.resolve_hostname("there")) == ("10.0.0.1", None)
