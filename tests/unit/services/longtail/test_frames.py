"""Frames come out as they went in, and a closed connection is an error."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from localstack.services.longtail.frames import ConnectionEndedError, receive_frame, send_frame

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 20_000], ids=["empty", "binary"])
def test_a_frame_arrives_as_it_was_sent(pair: Pair, body: bytes) -> None:
    ours, theirs = pair

    send_frame(ours, {"do": "answer", "text": "grüße"}, body)

    assert receive_frame(theirs) == ({"do": "answer", "text": "grüße"}, body)


def test_frames_keep_their_order_and_borders(pair: Pair) -> None:
    ours, theirs = pair

    send_frame(ours, {"number": 1}, b"one")
    send_frame(ours, {"number": 2}, b"two")

    assert receive_frame(theirs) == ({"number": 1}, b"one")
    assert receive_frame(theirs) == ({"number": 2}, b"two")


@pytest.mark.parametrize("sent", [b"", b"\x00\x00\x00\x10"], ids=["between frames", "within a frame"])
def test_a_closed_connection_is_an_error(pair: Pair, sent: bytes) -> None:
    ours, theirs = pair
    ours.sendall(sent)
    ours.close()

    with pytest.raises(ConnectionEndedError, match="closed the connection"):
        receive_frame(theirs)
