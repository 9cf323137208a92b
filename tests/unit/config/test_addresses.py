"""Hosts with ports, as users write them."""

from __future__ import annotations

import pytest

from localstack.config import HostAndPort, UniqueHostAndPortList


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("localhost:4510", "localhost", 4510),
        ("localhost", "localhost", 4566),
        (":4510", "127.0.0.1", 4510),
        ("", "127.0.0.1", 4566),
        ("0.0.0.0:0", "0.0.0.0", 0),
        ("[::1]:4510", "::1", 4510),
        ("[::1]", "::1", 4566),
        (" localhost:80 ", "localhost", 80),
    ],
)
def test_what_is_left_out_is_the_default(text: str, host: str, port: int) -> None:
    address = HostAndPort.parse(text, default_host="127.0.0.1", default_port=4566)

    assert (address.host, address.port) == (host, port)


@pytest.mark.parametrize(
    "text", ["localhost:", "localhost:65536", "localhost:-1", "a:b", "::1", "[::1", "[::1]4"]
)
def test_what_is_no_address_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="write") as raised:
        HostAndPort.parse(text, "127.0.0.1", 4566)

    assert repr(text) in str(raised.value)


def test_an_address_equals_its_text_and_has_its_hash() -> None:
    address = HostAndPort("::1", 4566)

    assert address == "[::1]:4566"
    assert address == HostAndPort("::1", 4566)
    assert address != HostAndPort("::1", 4567)
    assert address != 4566
    assert hash(address) == hash("[::1]:4566")


def test_ports_below_1024_are_privileged_except_0() -> None:
    ports = (0, 1, 443, 1023, 1024, 65535)

    assert [port for port in ports if HostAndPort("", port).is_unprivileged()] == [0, 1024, 65535]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["127.0.0.1:1", "127.0.0.1:1"], ["127.0.0.1:1"]),
        (["127.0.0.1:1", "127.0.0.1:2"], ["127.0.0.1:1", "127.0.0.1:2"]),
        (["127.0.0.1:1", "0.0.0.0:1", "localhost:1"], ["0.0.0.0:1"]),
        (["[::1]:1", "0.0.0.0:1"], ["[::1]:1", "0.0.0.0:1"]),
        (["[::1]:1", "0.0.0.0:1", "[::]:1", "0.0.0.0:2"], ["[::]:1", "0.0.0.0:2"]),
    ],
)
def test_an_address_that_another_covers_is_left_out(given: list[str], kept: list[str]) -> None:
    addresses = UniqueHostAndPortList(HostAndPort.parse(text, "", 0) for text in given)

    assert [str(address) for address in addresses] == kept
