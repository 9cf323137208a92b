"""Bodies: read as bytes or as a stream, of the length they announce, closed once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from localstack.aws.body import CHUNK_SIZE, Body, IncompleteBody


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        (None, b""),
        (b"bytes", b"bytes"),
        ("t\u00e9xt", b"t\xc3\xa9xt"),
        (bytearray(b"array"), b"array"),
        (memoryview(b"view"), b"view"),
        (io.BytesIO(b"file" * CHUNK_SIZE), b"file" * CHUNK_SIZE),
        ([b"chu", b"", b"nks"], b"chunks"),
        ((chunk for chunk in (b"chu", b"nks")), b"chunks"),
    ],
    ids=["nothing", "bytes", "text", "bytearray", "memoryview", "file", "list", "generator"],
)
def test_a_body_is_made_of_what_an_http_client_was_given(raw: object, content: bytes) -> None:
    body = Body.of(raw)

    assert body.read() == content
    assert body.size == len(content)


def test_bytes_can_be_read_any_number_of_times() -> None:
    body = Body(b"content")

    assert [b"".join(body.stream()), body.read(), b"".join(body.stream())] == [b"content"] * 3
    assert not body.is_stream


def test_a_stream_that_was_read_is_kept() -> None:
    body = Body(iter([b"con", b"tent"]))
    assert body.is_stream

    assert [body.read(), body.read(), b"".join(body.stream())] == [b"content"] * 3
    assert not body.is_stream


def test_an_empty_body_gives_no_chunk() -> None:
    assert list(Body().stream()) == []


@pytest.mark.parametrize("size", [6, 8])
@pytest.mark.parametrize(
    "read", [Body.read, lambda body: b"".join(body.stream())], ids=["whole", "as a stream"]
)
def test_a_stream_of_another_length_than_announced_is_an_error(
    read: Callable[[Body], bytes], size: int
) -> None:
    body = Body(iter([b"con", b"tent"]), size)

    with pytest.raises(IncompleteBody, match=f"{size} announced, 7 received"):
        read(body)


def test_what_was_streamed_cannot_be_read_again_for_less() -> None:
    body = Body(iter([b"content"]), 7)
    list(body.stream())

    with pytest.raises(IncompleteBody, match="7 announced, 0 received"):
        body.read()


class TestClosing:
    @pytest.fixture
    def closed(self) -> list[str]:
        return []

    @pytest.fixture
    def body(self, closed: list[str]) -> Body:
        return Body(iter([b"con", b"tent"]), close=lambda: closed.append("closed"))

    @pytest.mark.parametrize(
        "finish",
        [
            Body.read,
            lambda body: list(body.stream()),
            lambda body: body.close(),
            lambda body: drop(body.stream()),
        ],
        ids=["read", "streamed", "closed", "dropped"],
    )
    def test_it_is_done_once_however_a_body_ends(
        self, body: Body, closed: list[str], finish: Callable[[Body], object]
    ) -> None:
        finish(body)
        body.close()

        assert closed == ["closed"]

    def test_it_is_done_when_the_stream_breaks(self, closed: list[str]) -> None:
        def broken() -> Iterator[bytes]:
            yield b"con"
            raise ConnectionError

        body = Body(broken(), close=lambda: closed.append("closed"))

        with pytest.raises(ConnectionError):
            body.read()

        assert closed == ["closed"]


def drop(chunks: Iterator[bytes]) -> None:
    """Read one chunk of several and let go."""
    next(chunks)
    del chunks
