"""The part of an object whose records are wanted: all that begin in it, whole.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html#selecting-content-from-objects-using-byte-range
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from localstack.state.blobs import Blob

from . import errors


class ScanRange(NamedTuple):
    """The bytes where records may begin; both ends are included."""

    start: int
    end: int

    def chunks(self, content: Blob, delimiter: bytes, *, has_header: bool) -> Iterator[bytes]:
        """Give the bytes of the records, after the header if there is one.

        That the header is read wherever the range begins is unverified.
        """
        begin = self.start
        if begin:
            begin = _behind(content, delimiter, max(begin - len(delimiter), 0))
        if begin > self.end:
            begin = end = content.size
        else:
            end = _behind(content, delimiter, max(begin, self.end + 1 - len(delimiter)))
        header = content.stream(0, _behind(content, delimiter, 0)) if has_header and begin else iter(())
        return chain(header, content.stream(begin, end))


def parse(configured: Mapping[str, Any] | None, size: int) -> ScanRange | None:
    """Read a range from a request.

    :param size: of the object.
    :raises InvalidScanRange: when nothing is in it.
    """
    if configured is None:
        return None
    start, end = configured.get("Start"), configured.get("End")
    if start is None and end is None:
        raise errors.InvalidScanRange
    if start is None:
        # Only an end: so many bytes at the end.
        start, end = max(size - (end or 0), 0), size - 1
    elif end is None:
        end = size - 1
    if start < 0 or (end is not None and start > end) or start >= size:
        raise errors.InvalidScanRange
    return ScanRange(start, min(end if end is not None else size - 1, size - 1))


def _behind(content: Blob, delimiter: bytes, start: int) -> int:
    """Find the end of the first delimiter at or behind a position, or of the object."""
    kept = b""
    for chunk in content.stream(start):
        window = kept + chunk
        found = window.find(delimiter)
        if found >= 0:
            return start + found + len(delimiter)
        kept = window[len(window) - len(delimiter) + 1 :] if len(delimiter) > 1 else b""
        start += len(window) - len(kept)
    return content.size
