"""Requests out of bytes, however these arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.http import parsing
from localstack.http.parsing import BadRequestError, RequestParser

BODIES = (b"", b"x", b"GET / HTTP/1.1\r\n\r\n", b"0\r\n\r\n" * 4, bytes(range(256)))


@pytest.fixture(autouse=True)
def counted_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have bodies counted that are longer than a few bytes."""
    monkeypatch.setattr(parsing, "COUNTED_BODY", 4)


def written(body: bytes, chunked: bool) -> bytes:
    if chunked:
        return b"PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%b\r\n0\r\n\r\n" % (
            len(body) or 1,
            body or b"y",
        )
    return b"PUT /l HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


@given(
    requests=st.lists(st.tuples(st.sampled_from(BODIES), st.booleans()), min_size=1, max_size=5),
    sizes=st.lists(st.integers(1, 90), min_size=1, max_size=20),
)
def test_messages_are_the_same_wherever_they_are_cut(
    requests: list[tuple[bytes, bool]], sizes: list[int]
) -> None:
    data = b"".join(written(body, chunked) for body, chunked in requests)
    parser = RequestParser()

    position, turn = 0, 0
    while position < len(data):
        size = sizes[turn % len(sizes)]
        parser.feed(data[position : position + size])
        position, turn = position + size, turn + 1

    assert [(message.target, b"".join(message.content)) for message in parser.messages] == [
        ("/c", body or b"y") if chunked else ("/l", body) for body, chunked in requests
    ]
    assert all(message.complete for message in parser.messages)


def test_a_long_body_is_not_complete_before_its_end() -> None:
    parser = RequestParser()
    data = written(b"0123456789", chunked=False)

    parser.feed(data[:-1])
    before = parser.messages[0].complete
    parser.feed(data[-1:])

    assert (before, parser.messages[0].complete) == (False, True)


def test_what_follows_a_long_body_is_checked() -> None:
    parser = RequestParser()

    parser.feed(written(b"0123456789", chunked=False)[:-3])

    with pytest.raises(BadRequestError):
        parser.feed(b"789 no request\r\n\r\n")
