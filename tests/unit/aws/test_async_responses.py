"""Streamed answers as aiobotocore's clients read them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from localstack.aws.async_responses import AiohttpResponse, AsyncChunks
from localstack.aws.body import Body

Make = Callable[[Body], AiohttpResponse]


@pytest.fixture
def make() -> Iterator[Make]:
    """Make a response whose streams are read by threads that are gone afterwards."""
    with ThreadPoolExecutor(2) as threads:
        yield lambda body: AiohttpResponse(
            "https://example.com/", 200, {}, AsyncChunks(body, threads.submit), body.size
        )


def chunks(*content: bytes) -> Body:
    return Body(iter(content), sum(map(len, content)))


def test_the_whole_content_can_be_read_twice(make: Make) -> None:
    async def read() -> tuple[bytes, bytes]:
        response = make(chunks(b"ab", b"cd"))
        return await response.read(), await response.read()

    assert asyncio.run(read()) == (b"abcd", b"abcd")


@pytest.mark.parametrize("body", [chunks(b"abc", b"de"), Body(b"abcde")], ids=["streamed", "in memory"])
def test_content_is_read_in_pieces_up_to_its_end(make: Make, body: Body) -> None:
    async def read() -> list[tuple[bytes, bool]]:
        content = make(body).content
        pieces = []
        while not content.at_eof():
            pieces.append((await content.read(2), content.at_eof()))
        return [*pieces, (await content.read(2), content.at_eof())]

    pieces = asyncio.run(read())

    assert b"".join(piece for piece, _ in pieces) == b"abcde"
    assert all(len(piece) <= 2 for piece, _ in pieces)
    assert [ended for _, ended in pieces][-2:] == [True, True]


def test_the_end_of_content_of_unknown_size_shows_when_it_is_reached(make: Make) -> None:
    async def read() -> list[bool]:
        content = make(Body(iter([b"ab"]))).content
        await content.read(2)
        before = content.at_eof()
        assert await content.read(2) == b""
        return [before, content.at_eof()]

    assert asyncio.run(read()) == [False, True]


def test_lines_are_put_together_from_chunks(make: Make) -> None:
    async def read() -> list[bytes]:
        content = make(Body(iter([b"a\nb", b"c", b"\nd"]))).content
        return [await content.readline() for _ in range(4)]

    assert asyncio.run(read()) == [b"a\n", b"bc\n", b"d", b""]


def test_chunks_come_as_aiohttp_gives_them(make: Make) -> None:
    async def read() -> list[tuple[bytes, bool]]:
        return [chunk async for chunk in make(Body(iter([b"ab", b"c"]))).content.iter_chunks()]

    assert asyncio.run(read()) == [(b"ab", True), (b"c", True)]


def test_pieces_are_no_longer_than_asked_for(make: Make) -> None:
    async def read() -> list[bytes]:
        return [piece async for piece in make(chunks(b"abcde")).content.iter_chunked(2)]

    assert asyncio.run(read()) == [b"ab", b"cd", b"e"]


def test_a_cancelled_read_loses_nothing(make: Make) -> None:
    reading, released = threading.Event(), threading.Event()

    def slow() -> Iterator[bytes]:
        reading.set()
        assert released.wait(10)
        yield b"ab"
        yield b"cd"

    async def read() -> bytes:
        content = make(Body(slow(), 4)).content
        task = asyncio.create_task(content.read(2))
        async with asyncio.timeout(10):
            while not reading.is_set():
                await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        released.set()
        return await content.read()

    assert asyncio.run(read()) == b"abcd"


def test_an_answer_that_is_dropped_is_closed(make: Make) -> None:
    closed: list[bool] = []

    async def drop() -> None:
        response = make(Body(iter([b"x"]), 1, close=lambda: closed.append(True)))
        del response

    asyncio.run(drop())

    assert closed == [True]


def test_content_that_ends_early_is_an_error(make: Make) -> None:
    async def read() -> bytes:
        return await make(Body(iter([b"ab"]), 3)).read()

    with pytest.raises(Exception, match="3 announced, 2 received"):
        asyncio.run(read())
