"""The functions that look names up and connect, replaced while the guard stands.

What event loops look up goes to a thread, where the line that asked is out of sight: so it is checked in the
loop too. uvloop and c-ares (aiodns, and aiohttp where aiodns is installed) are native code, reached by no other door.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from localstack.aws.after_import import AfterImport

Check = Callable[[object, str], None]
_URL = re.compile(r"https?://(?:[^/?#]*@)?(\[[^]]*\]|[^/?#:]*)", re.IGNORECASE)
LOOK_UP, CONNECTION, PROXY = "look-up", "connection", "request through a proxy"


@dataclass(frozen=True)
class Door:
    """A function or method.

    :ivar owner: the class it belongs to, or `""` for a function of the module.
    :ivar position: of the argument that tells the host, without `self`.
    :ivar argument: its name, where callers may use it.
    """

    module: str
    owner: str
    name: str
    position: int
    argument: str
    action: str


DOORS = (
    Door("socket", "", "getaddrinfo", 0, "host", LOOK_UP),
    Door("socket", "", "gethostbyname", 0, "", LOOK_UP),
    Door("socket", "", "gethostbyname_ex", 0, "", LOOK_UP),
    Door("socket", "", "gethostbyaddr", 0, "", LOOK_UP),
    Door("socket", "socket", "connect", 0, "", CONNECTION),
    Door("socket", "socket", "connect_ex", 0, "", CONNECTION),
    Door("http.client", "HTTPConnection", "set_tunnel", 0, "host", PROXY),
    Door("http.client", "HTTPConnection", "putrequest", 1, "url", PROXY),
    Door("asyncio.base_events", "BaseEventLoop", "getaddrinfo", 0, "host", LOOK_UP),
    Door("asyncio.proactor_events", "BaseProactorEventLoop", "sock_connect", 1, "address", CONNECTION),
    Door("uvloop", "Loop", "getaddrinfo", 0, "host", LOOK_UP),
    Door("uvloop", "Loop", "create_connection", 1, "host", CONNECTION),
    Door("uvloop", "Loop", "sock_connect", 1, "address", CONNECTION),
    Door("aiodns", "DNSResolver", "query", 0, "host", LOOK_UP),
    Door("aiodns", "DNSResolver", "query_dns", 0, "host", LOOK_UP),
    Door("aiodns", "DNSResolver", "gethostbyname", 0, "host", LOOK_UP),
    Door("aiodns", "DNSResolver", "getaddrinfo", 0, "host", LOOK_UP),
)


class Doors:
    """Has a check called before each of some functions, in modules that are imported and those that will be."""

    def __init__(self, check: Check, doors: tuple[Door, ...] = DOORS) -> None:
        self._check = check
        self._doors = doors
        self._after_import = AfterImport(sorted({door.module for door in doors}), self._replace_all)
        self._is_installed = False
        self._replaced: dict[Door, tuple[Any, Any, Any]] = {}

    def install(self) -> None:
        """Replace the functions, once."""
        if not self._is_installed:
            self._is_installed = True
            self._after_import.install()

    def uninstall(self) -> None:
        """Put back what was there, but where somebody else has put something of their own since.

        What they have kept of ours, to call it or to put it back later, lets everything pass from now on.
        """
        self._is_installed = False
        self._after_import.uninstall()
        for door, (owner, ours, original) in self._replaced.items():
            if vars(owner).get(door.name) is not ours:
                continue
            if original is None:
                delattr(owner, door.name)
            else:
                setattr(owner, door.name, original)
        self._replaced.clear()

    def renew(self) -> None:
        """Replace again what somebody has put back: pytest-socket does so with `connect` after every test."""
        for door, (owner, ours, original) in self._replaced.items():
            current = vars(owner).get(door.name)
            if current is not ours and (current is original or current is _inherited(owner, door.name)):
                setattr(owner, door.name, ours)

    def _replace_all(self, module: ModuleType) -> None:
        for door in self._doors:
            if door.module == module.__name__ and door not in self._replaced:
                owner = getattr(module, door.owner, None) if door.owner else module
                if owner is not None and hasattr(owner, door.name):
                    self._replace(door, owner)

    def _guarded(self, original: Callable[..., Any], door: Door) -> Callable[..., Any]:
        position = door.position + bool(door.owner)

        @functools.wraps(original)
        def guarded(*arguments: Any, **named: Any) -> Any:
            __tracebackhide__ = True
            if self._is_installed:
                value = arguments[position] if len(arguments) > position else named.get(door.argument)
                self._check(_host_of(value), door.action)
            return original(*arguments, **named)

        return guarded

    def _replace(self, door: Door, owner: Any) -> None:
        ours = self._guarded(getattr(owner, door.name), door)
        self._replaced[door] = (owner, ours, vars(owner).get(door.name))
        setattr(owner, door.name, ours)


def _inherited(owner: Any, name: str) -> Any:
    bases = owner.__mro__[1:] if isinstance(owner, type) else ()
    return next((vars(base)[name] for base in bases if name in vars(base)), None)


def _host_of(value: Any) -> object:
    """Find the host in an argument: an address, a URL, a host with a port, or a host already; a path has none."""
    if isinstance(value, tuple):
        return value[0] if value else None
    if isinstance(value, str):
        if url := _URL.match(value):
            return url[1]
        if "/" in value:
            return None
        if value.count(":") == 1:
            return value.partition(":")[0]
    return value
