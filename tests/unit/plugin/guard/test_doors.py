"""Functions replaced while doors are in place, and put back as they were."""

from __future__ import annotations

import asyncio
import http.client
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from pytest_localstack.guard.doors import DOORS, Doors

PLACES = [(socket, door.name) for door in DOORS if door.module == "socket" and not door.owner] + [
    (socket.socket, "connect"),
    (socket.socket, "connect_ex"),
    (http.client.HTTPConnection, "set_tunnel"),
    (http.client.HTTPConnection, "putrequest"),
    (asyncio.BaseEventLoop, "getaddrinfo"),
]


class Seen(Exception):
    """What is asked goes no further."""


class Asked:
    """A check that remembers and stops."""

    def __init__(self) -> None:
        self.hosts: list[tuple[object, str]] = []

    def __call__(self, host: object, action: str) -> None:
        self.hosts.append((host, action))
        raise Seen


@pytest.fixture
def asked() -> Iterator[Asked]:
    asked = Asked()
    doors = Doors(asked)
    doors.install()
    yield asked
    doors.uninstall()


@pytest.mark.parametrize(
    ("call", "host"),
    [
        (lambda: socket.getaddrinfo("a.example", 80), ("a.example", "look-up")),
        (lambda: socket.getaddrinfo(host="a.example", port=80), ("a.example", "look-up")),
        (lambda: socket.gethostbyname("a.example"), ("a.example", "look-up")),
        (lambda: socket.gethostbyname_ex("a.example"), ("a.example", "look-up")),
        (lambda: socket.getfqdn("a.example"), ("a.example", "look-up")),
        (lambda: socket.create_connection(("a.example", 80)), ("a.example", "look-up")),
        (lambda: on_a_socket("connect"), ("192.0.2.1", "connection")),
        (lambda: on_a_socket("connect_ex"), ("192.0.2.1", "connection")),
        (lambda: through_a_proxy().set_tunnel("a.example:443"), ("a.example", "request through a proxy")),
        (lambda: through_a_proxy().set_tunnel(host="a.example"), ("a.example", "request through a proxy")),
        (
            lambda: through_a_proxy().request("GET", "http://me:pw@a.example:80/x//y"),
            ("a.example", "request through a proxy"),
        ),
        (
            lambda: through_a_proxy().request("GET", "http://[fd00:ec2::254]/x"),
            ("[fd00:ec2::254]", "request through a proxy"),
        ),
    ],
    ids=[
        "getaddrinfo",
        "getaddrinfo by name",
        "gethostbyname",
        "gethostbyname_ex",
        "getfqdn",
        "create_connection",
        "connect",
        "connect_ex",
        "tunnel",
        "tunnel by name",
        "absolute URL",
        "absolute URL with an address",
    ],
)
def test_a_call_is_checked_first(asked: Asked, call: Any, host: tuple[str, str]) -> None:
    with pytest.raises(Seen):
        call()

    assert asked.hosts == [host]


def on_a_socket(method: str) -> None:
    with socket.socket() as unconnected:
        getattr(unconnected, method)(("192.0.2.1", 80))


def through_a_proxy() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", 9)


def test_the_path_of_a_request_is_no_host() -> None:
    hosts: list[object] = []
    doors = Doors(lambda host, action: hosts.append((host, action)))
    doors.install()
    connection = through_a_proxy()

    connection.putrequest("GET", "/key//s3.amazonaws.com/x?url=http://s3.amazonaws.com")

    doors.uninstall()
    assert hosts == [(None, "request through a proxy")]


def test_an_event_loop_is_checked_where_it_is_asked(asked: Asked) -> None:
    async def ask() -> None:
        await asyncio.get_running_loop().getaddrinfo("a.example", 80)

    with pytest.raises(Seen):
        asyncio.run(ask())

    assert asked.hosts == [("a.example", "look-up")]


def test_everything_is_put_back_as_it_was() -> None:
    before = [vars(owner).get(name) for owner, name in PLACES]
    doors = Doors(Asked())

    doors.install()
    doors.install()
    during = [vars(owner).get(name) for owner, name in PLACES]
    doors.uninstall()

    assert all(old is not new for old, new in zip(before, during, strict=True))
    assert [vars(owner).get(name) for owner, name in PLACES] == before


def test_a_patch_of_the_user_s_is_left_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked()
    doors = Doors(asked)
    doors.install()
    ours = socket.getaddrinfo

    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments: arguments)
    doors.renew()
    doors.uninstall()

    assert socket.getaddrinfo("a.example", 80) == ("a.example", 80)  # type: ignore[comparison-overlap]
    # What the patch puts back at its end no longer checks.
    assert ours("127.0.0.1", 80)
    assert asked.hosts == []


def test_what_others_have_put_back_is_replaced_again(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    doors = Doors(asked)
    original = socket.socket.__mro__[1].connect  # type: ignore[attr-defined]
    doors.install()

    monkeypatch.setattr(socket.socket, "connect", original)
    doors.renew()

    with socket.socket() as unconnected, pytest.raises(Seen):
        unconnected.connect(("192.0.2.1", 80))
    doors.uninstall()
