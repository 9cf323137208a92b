"""Ports and addresses."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from localstack.utils.sync import poll_condition

Protocol = Literal["tcp", "udp"]
CONNECT_SECONDS = 1.0


class Port(NamedTuple):
    """A port of one protocol."""

    port: int
    protocol: Protocol = "tcp"

    @classmethod
    def wrap(cls, port: int | Port) -> Port:
        """Take a number as a port of TCP."""
        return port if isinstance(port, Port) else cls(port)


class PortNotAvailableException(Exception):
    """No port of a range is free."""


def get_free_tcp_port(blocklist: Collection[int] | None = None) -> int:
    """Give a port of TCP that nothing is bound to.

    :param blocklist: ports that are not wanted.
    """
    return _free_port(socket.SOCK_STREAM, blocklist or ())


def get_free_udp_port(blocklist: Collection[int] | None = None) -> int:
    """Give a port of UDP that nothing is bound to.

    :param blocklist: ports that are not wanted.
    """
    return _free_port(socket.SOCK_DGRAM, blocklist or ())


def _free_port(kind: socket.SocketKind, unwanted: Collection[int]) -> int:
    held: list[socket.socket] = []
    try:
        while True:
            # One that is not wanted is held until another is found, so that it is not given again.
            held.append(socket.socket(socket.AF_INET, kind))
            held[-1].bind(("", 0))
            port: int = held[-1].getsockname()[1]
            if port not in unwanted:
                return port
    finally:
        for one in held:
            one.close()


def get_free_tcp_port_range(num_ports: int, max_attempts: int = 50) -> PortRange:
    """Give neighbouring ports of TCP that nothing is bound to.

    :raises PortNotAvailableException: when none are found in so many attempts.
    """
    for _ in range(max_attempts):
        start = get_free_tcp_port()
        ports = PortRange(start, start + num_ports - 1)
        if ports.end <= 65535 and all(port_can_be_bound(port) for port in ports.as_range()):
            return ports
    raise PortNotAvailableException(f"no {num_ports} neighbouring ports are free")


class PortRange:
    """Ports from one to another, both included, that can be reserved."""

    def __init__(self, start: int, end: int) -> None:
        if end < start:
            raise ValueError(f"the range {start}-{end} holds no port")
        self.start = start
        self.end = end
        self._reserved: set[Port] = set()
        self._lock = threading.Lock()

    def as_range(self) -> range:
        """Give the ports."""
        return range(self.start, self.end + 1)

    def reserve_port(self, port: int | Port | None = None, duration: int | None = None) -> int:
        """Reserve a port that can be bound: the one asked for, or the first.

        :param duration: seconds after which it is free again; until it is freed without them.
        :raises PortNotAvailableException: when it is reserved or in use, or not of this range, or none is left.
        """
        wanted = [Port.wrap(port)] if port is not None else [Port(one) for one in self.as_range()]
        with self._lock:
            for one in wanted:
                if one.port in self.as_range() and one not in self._reserved and port_can_be_bound(one):
                    self._reserved.add(one)
                    if duration is not None:
                        self._free_later(one, duration)
                    return one.port
        name = f"port {wanted[0].port}" if port is not None else "a port"
        raise PortNotAvailableException(f"{name} of {self.start}-{self.end} cannot be reserved")

    def is_port_reserved(self, port: int | Port) -> bool:
        """Tell whether a port is reserved."""
        return Port.wrap(port) in self._reserved

    def mark_reserved(self, port: int | Port) -> None:
        """Reserve a port, whether it can be bound or not."""
        with self._lock:
            self._reserved.add(Port.wrap(port))

    def mark_freed(self, port: int | Port) -> None:
        """Give a port back."""
        with self._lock:
            self._reserved.discard(Port.wrap(port))

    def _free_later(self, port: Port, duration: float) -> None:
        timer = threading.Timer(duration, self.mark_freed, [port])
        timer.daemon = True
        timer.start()

    def __len__(self) -> int:
        return len(self.as_range())

    def __iter__(self) -> Iterator[int]:
        return iter(self.as_range())

    def __repr__(self) -> str:
        return f"PortRange({self.start}, {self.end})"


def port_can_be_bound(port: int | Port, address: str = "") -> bool:
    """Tell whether nothing is bound to a port and this process may bind it."""
    one = Port.wrap(port)
    kind = socket.SOCK_STREAM if one.protocol == "tcp" else socket.SOCK_DGRAM
    with closing(socket.socket(socket.AF_INET, kind)) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, one.port))
        except OSError:
            return False
    return True


def is_port_open(
    port_or_url: int | str,
    http_path: str | None = None,
    expect_success: bool = True,
    protocols: Collection[str] | str | None = None,
    quiet: bool = True,
) -> bool:
    """Tell whether something accepts connections at a port.

    :param port_or_url: a port of this machine, or a URL.
    :param http_path: also ask for this path by HTTP.
    :param expect_success: whether the answer to it must be below 400; else any answer will do.
    :param protocols: `tcp` or `udp`, or both; tcp without it. Nothing tells an open port of UDP from one whose
        packets are lost, so only one that refuses packets counts as closed.
    :param quiet: whether an error of the connection is just a no.
    :raises OSError: when it is not quiet and the connection fails.
    """
    host, port = _host_and_port(port_or_url)
    kinds = [protocols] if isinstance(protocols, str) else list(protocols or ["tcp"])
    try:
        for kind in kinds:
            _probe(host, port, kind)
    except OSError:
        if not quiet:
            raise
        return False
    if http_path is None:
        return True
    base = port_or_url if isinstance(port_or_url, str) and "://" in port_or_url else f"http://{host}:{port}"
    status = _status(f"{base.rstrip('/')}/{http_path.lstrip('/')}")
    return status is not None and (status < 400 or not expect_success)


def _host_and_port(port_or_url: int | str) -> tuple[str, int]:
    if isinstance(port_or_url, int) or port_or_url.isdigit():
        return "localhost", int(port_or_url)
    url = urlsplit(port_or_url if "://" in port_or_url else f"//{port_or_url}")
    return url.hostname or "localhost", url.port or (443 if url.scheme == "https" else 80)


def _probe(host: str, port: int, protocol: str) -> None:
    if protocol == "tcp":
        socket.create_connection((host, port), CONNECT_SECONDS).close()
        return
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        probe.settimeout(CONNECT_SECONDS)
        probe.connect((host, port))
        probe.send(b"")
        try:
            probe.recv(1024)
        except TimeoutError:
            return


def _status(url: str) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=CONNECT_SECONDS * 5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None


def wait_for_port_open(
    port: int | str,
    http_path: str | None = None,
    expect_success: bool = True,
    retries: int = 10,
    sleep_time: float = 0.5,
) -> None:
    """Return when a port accepts connections; see :func:`is_port_open`.

    :raises TimeoutError: when it does not in so many looks.
    """
    _wait(lambda: is_port_open(port, http_path, expect_success), f"port {port} to open", retries, sleep_time)


def wait_for_port_closed(port: int | str, retries: int = 10, sleep_time: float = 0.5) -> None:
    """Return when a port accepts no connections.

    :raises TimeoutError: when it still does after so many looks.
    """
    _wait(lambda: not is_port_open(port), f"port {port} to close", retries, sleep_time)


def wait_for_port_status(
    port: int | str, expect_open: bool = True, retries: int = 10, sleep_time: float = 0.5
) -> None:
    """Return when a port is open, or closed.

    :raises TimeoutError: when it is not in so many looks.
    """
    wait = wait_for_port_open if expect_open else wait_for_port_closed
    wait(port, retries=retries, sleep_time=sleep_time)


def _wait(condition: Callable[[], bool], awaited: str, retries: int, sleep_time: float) -> None:
    started = time.monotonic()
    if not poll_condition(condition, timeout=retries * sleep_time, interval=sleep_time):
        raise TimeoutError(f"waited {time.monotonic() - started:.1f} s in vain for {awaited}")


def resolve_hostname(hostname: str) -> str | None:
    """Give an IPv4 address of a host, or `None`."""
    try:
        return socket.gethostbyname(hostname)
    except OSError:
        return None


def is_ip_address(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_ipv4_address(text: str) -> bool:
    """Tell whether a text is an IPv4 address."""
    return is_ip_address(text) and ":" not in text
