"""Cyclic redundancy checks that the standard library lacks: CRC-32C and CRC-64/NVME.

Content is a polynomial over GF(2), and its checksum a remainder. Python's integers add polynomials (`^`) and
multiply them by powers of x (shifts) at memory speed, so content is folded as one large integer: its upper
part, h bits above the lower one, is replaced by its product with the remainder of x^h, until little is left.
That little goes through the usual table. Both checks are reflected: bit 0 is the highest power.
"""

from __future__ import annotations

import functools
from typing import Final

FOLDED_BITS = 1024
CHUNK_SIZE = 64 * 1024


class Crc:
    """A reflected check with all bits set before and inverted after.

    :param width: in bits, a multiple of 8.
    :param polynomial: reflected, without its highest power.
    """

    def __init__(self, width: int, polynomial: int) -> None:
        self.width: Final = width
        self._polynomial = polynomial
        self._mask = (1 << width) - 1
        self._table = [self._remainder_of_byte(byte) for byte in range(256)]
        self._powers = [1 << (width - 2)]
        while len(self._powers) < 64:
            self._powers.append(self._multiply(self._powers[-1], self._powers[-1]))

    def update(self, content: bytes, value: int = 0) -> int:
        """Give the check of more content.

        :param value: the check of the content before it.
        """
        state = value ^ self._mask
        for start in range(0, len(content), CHUNK_SIZE):
            state = self._advance(state, content[start : start + CHUNK_SIZE])
        return state ^ self._mask

    def combine(self, first: int, second: int, second_size: int) -> int:
        """Give the check of two contents, one after the other, from the checks of each.

        :param second_size: of the second content, in bytes.
        """
        shifted = first
        for exponent, power in enumerate(self._powers):
            if second_size * 8 >> exponent & 1:
                shifted = self._multiply(shifted, power)
        return shifted ^ second

    def _advance(self, state: int, content: bytes) -> int:
        if len(content) * 8 > FOLDED_BITS:
            content, state = self._fold(int.from_bytes(content, "little") ^ state, len(content) * 8), 0
        table = self._table
        for byte in content:
            state = state >> 8 ^ table[(state ^ byte) & 255]
        return state

    def _fold(self, value: int, length: int) -> bytes:
        while length > FOLDED_BITS:
            exponent = (length - 1).bit_length() - 1
            low_length = 1 << exponent
            high_length = length - low_length
            product, high, remainder = 0, value & ((1 << high_length) - 1), self._powers[exponent]
            while remainder:
                lowest = remainder & -remainder
                product ^= high << (lowest.bit_length() - 1)
                remainder ^= lowest
            folded = max(low_length, high_length + self.width)
            value = value >> high_length << (folded - low_length)
            # The product's highest power is one less than the length reserved for it.
            value ^= product << (folded - high_length - self.width + 1)
            length = folded
        return value.to_bytes(length // 8, "little")

    def _remainder_of_byte(self, byte: int) -> int:
        for _ in range(8):
            byte = byte >> 1 ^ (self._polynomial if byte & 1 else 0)
        return byte

    def _multiply(self, left: int, right: int) -> int:
        product = 0
        for position in range(self.width - 1, -1, -1):
            if left >> position & 1:
                product ^= right
            right = right >> 1 ^ (self._polynomial if right & 1 else 0)
        return product


@functools.cache
def crc32() -> Crc:
    """Give the arithmetic of CRC-32."""
    return Crc(32, 0xEDB88320)


@functools.cache
def crc32c() -> Crc:
    """Give the arithmetic of CRC-32C (Castagnoli)."""
    return Crc(32, 0x82F63B78)


@functools.cache
def crc64nvme() -> Crc:
    """Give the arithmetic of CRC-64/NVME."""
    return Crc(64, 0x9A6C9329AC4BC9B5)
