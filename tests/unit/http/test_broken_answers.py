"""Answers that break off on purpose, as clients of each version of HTTP see it."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest
from h2.errors import ErrorCodes
from h2.events import StreamReset

from localstack.aws.body import Body
from localstack.aws.wire import BrokenConnection, Request, Response
from tests.unit.http.fake_gateway import Serve, connect, raw
from tests.unit.http.http2_client import Http2Client


def reset(_: Request) -> Response:
    raise BrokenConnection("on purpose", at_once=True)


def cut(_: Request) -> Response:
    def content() -> Iterator[bytes]:
        yield b"hel"
        raise BrokenConnection("on purpose")

    return Response(200, [("Content-Length", "5")], Body(content(), 5))


def test_a_socket_is_reset(serve: Serve) -> None:
    _, port = serve(reset)
    client = connect(port)
    client.request("GET", "/")

    with pytest.raises(ConnectionResetError) as raised:
        client.getresponse()

    # `RemoteDisconnected`, a subclass, is the orderly end of a connection.
    assert type(raised.value) is ConnectionResetError
    client.close()


def test_a_body_ends_early(serve: Serve) -> None:
    _, port = serve(cut)
    client = connect(port)
    client.request("GET", "/")

    with pytest.raises(http.client.IncompleteRead) as raised:
        client.getresponse().read()

    assert raised.value.partial == b"hel"
    client.close()


def test_a_stream_of_http2_is_reset_and_the_others_go_on(serve: Serve) -> None:
    _, port = serve(
        lambda request: reset(request) if request.path == "/reset" else Response(200, [], b"here")
    )

    with Http2Client(raw(port)) as client:
        broken = client.ask("/reset")
        event = client.wait_for(StreamReset)
        answer = client.answer(client.ask("/"))

    assert (event.stream_id, event.error_code) == (broken, ErrorCodes.INTERNAL_ERROR)
    assert answer.body == b"here"
