"""Checksums of content that passes by, whatever pieces it comes in."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.state.digests import BATCH_SIZE, MAX_WAITING, Digests, digest_of, new_digest


def test_crc32_is_a_running_checksum() -> None:
    digest = new_digest("crc32")

    digest.update(b"123")
    digest.update(b"456789")

    assert digest.digest() == bytes.fromhex("cbf43926")


def test_an_unknown_checksum_is_refused() -> None:
    with pytest.raises(ValueError, match="md17"):
        digest_of("md17", b"")


@given(st.lists(st.integers(0, BATCH_SIZE + 1), max_size=8), st.integers(0, 255))
def test_pieces_have_the_checksums_of_the_whole(sizes: list[int], first: int) -> None:
    pieces = [bytes([(first + number) % 256]) * size for number, size in enumerate(sizes)]
    whole = b"".join(pieces)
    digests = Digests(["md5", "crc32", "sha256"])

    assert list(digests.passing(pieces)) == pieces
    assert digests.results() == {
        "md5": hashlib.md5(whole).digest(),
        "crc32": zlib.crc32(whole).to_bytes(4, "big"),
        "sha256": hashlib.sha256(whole).digest(),
    }


def test_more_than_may_wait_passes_too() -> None:
    pieces = [bytes(BATCH_SIZE)] * (3 * MAX_WAITING)
    digests = Digests(["md5"])

    assert sum(map(len, digests.passing(pieces))) == 3 * MAX_WAITING * BATCH_SIZE
    assert digests.results() == {"md5": hashlib.md5(b"".join(pieces)).digest()}


def test_content_that_breaks_off_leaves_no_thread() -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(BATCH_SIZE)
        yield bytes(BATCH_SIZE)
        raise ConnectionResetError("gone")

    with pytest.raises(ConnectionResetError, match="gone"):
        list(Digests(["md5"]).passing(broken()))

    assert [one.name for one in threading.enumerate() if one.name == "localstack-digests"] == []


def test_nor_does_content_whose_reader_stops() -> None:
    passing = Digests(["md5"]).passing([bytes(BATCH_SIZE)] * 3)
    next(passing)
    next(passing)

    assert isinstance(passing, Iterator)
    passing.close()

    assert [one.name for one in threading.enumerate() if one.name == "localstack-digests"] == []
