"""Hosts with ports: `localhost:4566`, `:4566`, `0.0.0.0`, `[::1]:4566`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DEFAULT_PORT = 4566
DEFAULT_LISTEN = f"127.0.0.1:{DEFAULT_PORT}"
ANY_IPV4, ANY_IPV6 = "0.0.0.0", "::"


@dataclass(frozen=True, eq=False)
class HostAndPort:
    """An address; equal to another, and to its text."""

    host: str
    port: int

    @classmethod
    def parse(cls, input: str, default_host: str, default_port: int) -> HostAndPort:
        """Read `host:port`, `host`, `:port` or `[ipv6]:port`.

        :raises ValueError: when the port is no number between 0 and 65535, or a bracket is not closed.
        """
        text = input.strip()
        if text.startswith("["):
            host, closed, rest = text[1:].partition("]")
            if not closed or (rest and not rest.startswith(":")):
                raise ValueError(f"{input!r} is no address: write an IPv6 address as [::1]:{default_port}")
        elif text.count(":") > 1:
            raise ValueError(f"{input!r} names no port: write an IPv6 address as [::1]:{default_port}")
        else:
            host, colon, port_text = text.partition(":")
            rest = colon + port_text
        port = cls._port(rest[1:], input, default_port) if rest else default_port
        return cls(host or default_host, port)

    @staticmethod
    def _port(text: str, given: str, default_port: int) -> int:
        if not (text.isascii() and text.isdigit()) or int(text) > 65535:
            example = f"localhost:{default_port}"
            raise ValueError(f"{given!r} names no port between 0 and 65535: write host:port, as {example}")
        return int(text)

    @property
    def url_host(self) -> str:
        """The host as URLs have it: an IPv6 address in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    def host_and_port(self) -> str:
        """Give the address as text; without the port where that is 0."""
        return f"{self.url_host}:{self.port}" if self.port else self.url_host

    def is_unprivileged(self) -> bool:
        """Tell whether a process without privileges may listen on the port."""
        return self.port == 0 or self.port >= 1024

    def __str__(self) -> str:
        return self.host_and_port()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return str(self) == other
        if isinstance(other, HostAndPort):
            return (self.host, self.port) == (other.host, other.port)
        return NotImplemented

    def __hash__(self) -> int:
        # That of the text, which it is equal to.
        return hash(str(self))


class UniqueHostAndPortList(list[HostAndPort]):
    """Addresses to listen on, without those that another covers: `[::]` all of its port, `0.0.0.0` those of IPv4."""

    def __init__(self, addresses: Iterable[HostAndPort] = ()) -> None:
        super().__init__()
        for address in addresses:
            self.append(address)

    def append(self, value: HostAndPort) -> None:
        """Add an address unless one that is listed covers it; those that it covers go."""
        if any(_covers(one, value) for one in self):
            return
        self[:] = [one for one in self if not _covers(value, one)]
        super().append(value)

    def __str__(self) -> str:
        return ",".join(map(str, self))


def _covers(wide: HostAndPort, narrow: HostAndPort) -> bool:
    if wide.port != narrow.port:
        return False
    if wide.host == narrow.host or wide.host == ANY_IPV6:
        return True
    return wide.host == ANY_IPV4 and ":" not in narrow.host
