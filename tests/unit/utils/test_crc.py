"""The cyclic redundancy checks, against zlib and the catalogue's check values."""

from __future__ import annotations

import random
import zlib

import pytest

from localstack.utils.crc import CHUNK_SIZE, FOLDED_BITS, Crc, crc32, crc32c, crc64nvme

CONTENT = random.Random("crc").randbytes(3 * CHUNK_SIZE + 17)
FOLDED = FOLDED_BITS // 8
MADE = {"CRC32": crc32, "CRC32C": crc32c, "CRC64NVME": crc64nvme}


def crc_of(algorithm: str) -> Crc:
    return MADE[algorithm]()


@pytest.mark.parametrize(
    ("algorithm", "value"),
    [("CRC32", 0xCBF43926), ("CRC32C", 0xE3069283), ("CRC64NVME", 0xAE8B14860A799888)],
)
def test_the_digits_have_the_check_value_of_the_catalogue(algorithm: str, value: int) -> None:
    assert crc_of(algorithm).update(b"123456789") == value


@pytest.mark.parametrize(
    "size",
    [
        0,
        1,
        FOLDED - 1,
        FOLDED,
        FOLDED + 1,
        2 * FOLDED,
        1000,
        CHUNK_SIZE - 1,
        CHUNK_SIZE,
        CHUNK_SIZE + 1,
        len(CONTENT),
    ],
)
def test_content_of_every_size_folds_to_what_zlib_computes(size: int) -> None:
    assert crc_of("CRC32").update(CONTENT[:size]) == zlib.crc32(CONTENT[:size])


@pytest.mark.parametrize("algorithm", ["CRC32", "CRC32C", "CRC64NVME"])
def test_folding_agrees_with_the_table(algorithm: str) -> None:
    crc, byte_by_byte = crc_of(algorithm), 0

    for byte in CONTENT[:5000]:
        byte_by_byte = crc.update(bytes([byte]), byte_by_byte)

    assert crc.update(CONTENT[:5000]) == byte_by_byte


def test_content_in_pieces_has_the_check_of_the_whole() -> None:
    crc = Crc(64, 0x9A6C9329AC4BC9B5)

    pieces = crc.update(CONTENT[70000:], crc.update(CONTENT[:70000]))

    assert pieces == crc.update(CONTENT)


@pytest.mark.parametrize("split", [0, 1, 1000, len(CONTENT)])
@pytest.mark.parametrize("algorithm", ["CRC32", "CRC32C", "CRC64NVME"])
def test_checks_of_two_contents_combine_to_the_check_of_both(algorithm: str, split: int) -> None:
    crc, (first, second) = crc_of(algorithm), (CONTENT[:split], CONTENT[split:])

    combined = crc.combine(crc.update(first), crc.update(second), len(second))

    assert combined == crc.update(CONTENT)
