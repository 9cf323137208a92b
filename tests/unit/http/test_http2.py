"""HTTP/2 with a gateway that is a plain function: streams side by side, windows both ways, limits."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator

import pytest
from h2.errors import ErrorCodes
from h2.events import ConnectionTerminated, DataReceived, InformationalResponseReceived, StreamReset

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response
from localstack.http import http2
from localstack.http.http2 import STREAM_WINDOW
from tests.unit.http.fake_gateway import TIMEOUT, Serve, echo, listening, raw, text
from tests.unit.http.http2_client import Http2Client

MEGABYTE = 1024 * 1024


def test_a_request_arrives_as_it_was_sent(serve: Serve) -> None:
    gateway, port = serve(echo)
    target = "/a//b/../c/./%2F%2f+%20~?x=1&&y=%26&z"

    with Http2Client(raw(port)) as client:
        answer = client.answer(
            client.ask(
                target, b"hello", method="PUT", headers=[("x-a", "1"), ("cookie", "a=1"), ("cookie", "b=2")]
            )
        )

    request = gateway.requests[0]
    assert (answer.status, answer.body) == (200, b"hello")
    assert (request.method, request.target, request.host) == ("PUT", target, "h")
    assert request.headers.items == [("host", "h"), ("x-a", "1"), ("cookie", "a=1; b=2")]


def test_a_preface_that_comes_in_pieces_is_known(serve: Serve) -> None:
    _, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(b"PRI * HT")
        sock.sendall(b"TP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
        frame = sock.recv(9)

    assert frame[3] == 4  # SETTINGS


def test_headers_of_http11_are_left_out_and_names_are_in_lower_case(serve: Serve) -> None:
    headers = [("X-Amz-Id", "a\r\nb: c"), ("Connection", "close"), ("Transfer-Encoding", "chunked")]
    _, port = serve(lambda _: Response(200, headers, b"x"))

    with Http2Client(raw(port)) as client:
        answer = client.answer(client.ask("/"))

    assert answer.headers.pop("date").endswith("GMT")
    assert answer.headers == {"x-amz-id": "a  b: c", "content-length": "1"}


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 204), ("GET", 304)])
def test_an_answer_without_a_body_has_none(serve: Serve, method: str, status: int) -> None:
    _, port = serve(lambda _: text("12345", status))

    with Http2Client(raw(port)) as client:
        answer = client.answer(client.ask("/", method=method))

    assert (answer.status, answer.body, answer.headers["content-length"]) == (status, b"", "5")


def test_streams_are_answered_side_by_side(serve: Serve) -> None:
    together = threading.Barrier(20)

    def meet(request: Request) -> Response:
        together.wait(TIMEOUT)
        return text(request.target)

    _, port = serve(meet)

    with Http2Client(raw(port)) as client:
        streams = [client.ask(f"/{index}") for index in range(20)]
        bodies = [client.answer(stream).body for stream in streams]

    assert bodies == [b"/%d" % index for index in range(20)]


def test_a_large_upload_is_streamed(serve: Serve) -> None:
    size, peaks = 32 * MEGABYTE, []

    def drain(request: Request) -> Response:
        tracemalloc.start()
        total = sum(map(len, request.body.stream()))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        return text(str(total))

    _, port = serve(drain)

    with Http2Client(raw(port)) as client:
        stream = client.begin("/", headers=[("content-length", str(size))])
        for _ in range(32):
            client.send(stream, b"x" * MEGABYTE)
        client.h2.end_stream(stream)
        client.flush()
        answer = client.answer(stream)

    assert answer.body == str(size).encode()
    assert peaks[0] < 8 * MEGABYTE


def test_a_body_nobody_reads_does_not_hold_up_others(serve: Serve) -> None:
    release = threading.Event()

    def answer(request: Request) -> Response:
        if request.target == "/unread":
            release.wait(TIMEOUT)
            return text("")
        return text(str(sum(map(len, request.body.stream()))))

    _, port = serve(answer)

    with Http2Client(raw(port)) as client:
        for _ in range(100):
            client.send(client.begin("/unread"), b"x" * STREAM_WINDOW)
        other = client.answer(client.ask("/read", b"y" * MEGABYTE, method="PUT"))
        release.set()

    assert other.body == str(MEGABYTE).encode()


def test_an_upload_that_is_not_read_is_told_to_end(serve: Serve) -> None:
    _, port = serve(lambda _: text("no", 403))

    with Http2Client(raw(port)) as client:
        stream = client.begin("/")
        answer = client.answer(stream)
        reset = client.wait_for(StreamReset)

    assert (answer.status, answer.body) == (403, b"no")
    assert (reset.stream_id, reset.error_code) == (stream, ErrorCodes.NO_ERROR)


def test_an_answer_waits_for_the_client_to_give_room(serve: Serve) -> None:
    produced: list[int] = []

    def chunks() -> Iterator[bytes]:
        for index in range(100):
            produced.append(index)
            yield b"x" * 10_000

    _, port = serve(lambda _: Response(200, [], Body(chunks())))

    with Http2Client(raw(port)) as client:
        client.gives_room = False
        stream = client.ask("/")
        taken = 0
        while taken < 65_535:
            taken += len(client.wait_for(DataReceived).data)
        before = len(produced)
        client.gives_room = True
        client.h2.acknowledge_received_data(taken, stream)
        client.flush()
        rest = client.answer(stream).body

    assert taken == 65_535
    assert before <= 8
    assert taken + len(rest) == 1_000_000


def test_a_streamed_answer_arrives_as_it_is_made(serve: Serve) -> None:
    second = threading.Event()

    def chunks() -> Iterator[bytes]:
        yield b"first"
        assert second.wait(TIMEOUT)
        yield b"second"

    _, port = serve(lambda _: Response(200, [], Body(chunks())))

    with Http2Client(raw(port)) as client:
        stream = client.ask("/")
        first = client.wait_for(DataReceived).data
        second.set()
        rest = client.answer(stream).body

    assert (first, rest) == (b"first", b"second")


def test_an_answer_may_begin_before_the_request_has_ended(serve: Serve) -> None:
    _, port = serve(lambda request: Response(200, [], Body(chunk.upper() for chunk in request.body.stream())))

    with Http2Client(raw(port)) as client:
        stream = client.begin("/")
        echoes = []
        for part in (b"one", b"two"):
            client.send(stream, part)
            echoes.append(client.wait_for(DataReceived).data)
        client.h2.end_stream(stream)
        client.flush()
        answer = client.answer(stream)

    assert echoes == [b"ONE", b"TWO"]
    assert answer.status == 200


def test_a_client_is_told_to_continue_before_its_body_is_read(serve: Serve) -> None:
    _, port = serve(echo)

    with Http2Client(raw(port)) as client:
        stream = client.begin("/", headers=[("expect", "100-continue"), ("content-length", "5")])
        client.wait_for(InformationalResponseReceived)
        client.send(stream, b"hello", is_end=True)
        answer = client.answer(stream)

    assert answer.body == b"hello"


def test_trailers_are_there_once_the_body_has_been_read(serve: Serve) -> None:
    def answer(request: Request) -> Response:
        request.body.read()
        return text(request.trailers["x-checksum"])

    _, port = serve(answer)

    with Http2Client(raw(port)) as client:
        stream = client.begin("/")
        client.send(stream, b"hello")
        client.h2.send_headers(stream, [("x-checksum", "abc")], end_stream=True)
        client.flush()
        body = client.answer(stream).body

    assert body == b"abc"


def test_a_stream_the_client_resets_is_closed(serve: Serve) -> None:
    closed = threading.Event()

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    _, port = serve(lambda _: Response(200, [], Body(endless(), close=closed.set)))

    with Http2Client(raw(port)) as client:
        stream = client.ask("/")
        client.wait_for(DataReceived)
        client.reset(stream)

        assert closed.wait(TIMEOUT)


@pytest.mark.parametrize("leaves", ["resets", "disconnects"])
def test_an_upload_that_breaks_off_is_an_error_for_its_reader(serve: Serve, leaves: str) -> None:
    outcomes: list[object] = []
    reading, done = threading.Event(), threading.Event()

    def drain(request: Request) -> Response:
        try:
            for _ in request.body.stream():
                reading.set()
        except ServiceException as error:
            outcomes.append(error.code)
        done.set()
        return text("")

    _, port = serve(drain)

    with Http2Client(raw(port)) as client:
        stream = client.begin("/")
        client.send(stream, b"hello")
        assert reading.wait(TIMEOUT)
        if leaves == "resets":
            client.reset(stream)
            assert done.wait(TIMEOUT)

    assert done.wait(TIMEOUT)
    assert outcomes == ["IncompleteBody"]


def test_an_answer_that_fails_halfway_is_reset(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Iterator[bytes]:
        yield b"first"
        raise ValueError("no more")

    _, port = serve(lambda _: Response(200, [], Body(broken())))

    with Http2Client(raw(port)) as client, pytest.raises(ConnectionResetError, match="INTERNAL_ERROR"):
        client.answer(client.ask("/"))

    assert "broke off" in caplog.text


def test_a_client_that_only_opens_and_resets_is_told_to_calm_down(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http2, "MAX_STREAMS", 8)
    entered, release = threading.Semaphore(0), threading.Event()

    def wait(_: Request) -> Response:
        entered.release()
        release.wait(TIMEOUT)
        return text("")

    gateway, port = serve(wait)

    with Http2Client(raw(port)) as client:
        for _ in range(2 * 8):
            stream = client.ask("/")
            assert entered.acquire(timeout=TIMEOUT)
            client.reset(stream)
        client.ask("/")
        terminated = client.wait_for(ConnectionTerminated)
        release.set()

    assert terminated.error_code == ErrorCodes.ENHANCE_YOUR_CALM
    assert len(gateway.requests) == 2 * 8


@pytest.mark.parametrize(
    "frame",
    [
        b"\x00\x00\x04\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        b"\x00\x00\x05\x01\x04\x00\x00\x00\x01\xff\xff\xff\xff\xff",
    ],
    ids=["window", "compression"],
)
def test_a_client_that_breaks_the_protocol_is_sent_away(serve: Serve, frame: bytes) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        client = Http2Client(sock)
        sock.sendall(frame)
        terminated = client.wait_for(ConnectionTerminated)

    assert terminated.error_code == ErrorCodes.PROTOCOL_ERROR
    assert gateway.requests == []


def test_a_head_without_end_is_refused(serve: Serve) -> None:
    gateway, port = serve(echo)

    with Http2Client(raw(port)) as client:
        client.begin("/", headers=[(f"x-{index}", "y" * 1000) for index in range(100)])
        terminated = client.wait_for(ConnectionTerminated)

    assert terminated.error_code == ErrorCodes.ENHANCE_YOUR_CALM
    assert gateway.requests == []


def test_a_server_that_stops_says_goodbye() -> None:
    listener = listening(echo)
    with Http2Client(raw(listener.port)) as client:
        client.answer(client.ask("/"))

        listener.close()

        assert client.wait_for(ConnectionTerminated).error_code == ErrorCodes.NO_ERROR


def test_a_server_that_stops_finishes_what_it_answers() -> None:
    entered, release = threading.Event(), threading.Event()

    def wait(_: Request) -> Response:
        entered.set()
        release.wait(TIMEOUT)
        return text("done")

    listener = listening(wait)
    with Http2Client(raw(listener.port)) as client:
        stream = client.ask("/")
        assert entered.wait(TIMEOUT)
        stopping = threading.Thread(target=listener.close)
        stopping.start()
        release.set()

        assert client.answer(stream).body == b"done"
        client.wait_for(ConnectionTerminated)
    stopping.join(TIMEOUT)
