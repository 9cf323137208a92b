"""A client that leaves while its request waits: it takes no message, over any protocol."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator

import pytest

from localstack.config import Settings
from localstack.runtime import Emulator
from tests.unit.http.fake_gateway import raw, receive_until
from tests.unit.http.http2_client import Http2Client
from tests.unit.http.long_poll import ACCOUNT, HEADERS, create_queue, payload, request, until

Poll = Callable[[Emulator, str], Callable[[], None]]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


@pytest.fixture
def url(emulator: Emulator) -> str:
    return create_queue(emulator)


def _http11(emulator: Emulator, url: str) -> Callable[[], None]:
    sock = raw(emulator.port)
    sock.sendall(request(url))
    return sock.close


def _https(emulator: Emulator, url: str) -> Callable[[], None]:
    context = ssl.create_default_context(cadata=emulator.trust.pem)
    sock = context.wrap_socket(raw(emulator.port), server_hostname="localhost")
    sock.sendall(request(url))
    return sock.close


def _http2_disconnected(emulator: Emulator, url: str) -> Callable[[], None]:
    sock = raw(emulator.port)
    Http2Client(sock).ask("/", payload(url), method="POST", headers=HEADERS)
    return sock.close


def _send(emulator: Emulator, url: str) -> None:
    emulator.gateway.call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "m"}, *ACCOUNT)


def _visible(emulator: Emulator, url: str) -> str:
    parameters = {"QueueUrl": url, "AttributeNames": ["ApproximateNumberOfMessages"]}
    result = emulator.gateway.call("sqs", "GetQueueAttributes", parameters, *ACCOUNT)
    return str(result["Attributes"]["ApproximateNumberOfMessages"])


@pytest.mark.parametrize("poll", [_http11, _https, _http2_disconnected])
def test_a_message_sent_after_it_left_stays(emulator: Emulator, url: str, poll: Poll) -> None:
    leave = poll(emulator, url)
    until(lambda: emulator.waits.count == 1)

    leave()
    until(lambda: emulator.waits.count == 0)
    _send(emulator, url)

    assert _visible(emulator, url) == "1"


def test_a_reset_stream_leaves_the_others_alone(emulator: Emulator, url: str) -> None:
    with Http2Client(raw(emulator.port)) as client:
        given_up, other = (client.ask("/", payload(url), method="POST", headers=HEADERS) for _ in range(2))
        until(lambda: emulator.waits.count == 2)

        client.reset(given_up)
        until(lambda: emulator.waits.count == 1)
        _send(emulator, url)

        assert json.loads(client.answer(other).body)["Messages"][0]["Body"] == "m"


def test_a_client_that_stays_gets_its_message_and_goes_on(emulator: Emulator, url: str) -> None:
    with raw(emulator.port) as sock:
        for _ in range(2):
            sock.sendall(request(url))
            until(lambda: emulator.waits.count == 1)
            _send(emulator, url)
            assert b'"m"' in receive_until(sock, b"]}")


def test_a_request_sent_during_a_long_poll_is_answered_after_it(emulator: Emulator, url: str) -> None:
    with raw(emulator.port) as sock:
        sock.sendall(request(url))
        until(lambda: emulator.waits.count == 1)
        sock.sendall(b"GET /_localstack/info HTTP/1.1\r\nHost: h\r\n\r\n")
        _send(emulator, url)
        answers = receive_until(sock, b'"edition": "pytest-localstack"}')

    assert answers.index(b'"Messages"') < answers.index(b'"edition"')
