"""User metadata, and the encoded words of RFC 2047 that carry what ASCII headers cannot.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Mapping
from typing import Final

from . import errors

MAX_SIZE: Final = 2048
_ENCODED_WORD = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?\s]*)\?=")
_PLAIN_IN_Q = frozenset(range(33, 127)) - frozenset(b"=_?")


def normalize(metadata: Mapping[str, str]) -> Mapping[str, str]:
    """Give user metadata as S3 will give it back: encoded words decoded, and encoded anew where they have to be.

    :raises MetadataTooLarge: when keys and values together are too long.
    """
    size = sum(len(key) + len(value.encode("utf-8", "replace")) for key, value in metadata.items())
    if size > MAX_SIZE:
        raise errors.MetadataTooLarge(Size=size, MaxSizeAllowed=MAX_SIZE)
    if all(_is_plain(value) for value in metadata.values()):
        return metadata
    return {key: value if _is_plain(value) else encode(decode(value)) for key, value in metadata.items()}


def _is_plain(value: str) -> bool:
    return value.isascii() and value.isprintable() and "=?" not in value


def decode(text: str) -> str:
    """Replace the encoded words in a text by what they stand for."""
    return _ENCODED_WORD.sub(_decode_word, _as_utf8(text))


def encode(text: str) -> str:
    """Write a text as one encoded word if it needs it: quoted while it is mostly ASCII, else in base64."""
    others = sum(1 for letter in text if not " " <= letter <= "~" and letter not in "\t\r\n")
    if not others:
        return text
    content = text.encode("utf-8", "replace")
    if others * 2 < len(text):
        quoted = "".join(
            "_" if byte == 32 else chr(byte) if byte in _PLAIN_IN_Q else f"={byte:02X}" for byte in content
        )
        return f"=?UTF-8?Q?{quoted}?="
    return f"=?UTF-8?B?{base64.b64encode(content).decode()}?="


def _as_utf8(text: str) -> str:
    # Header bytes arrive as Latin-1, one character a byte.
    try:
        return text.encode("latin-1").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text


def _decode_word(match: re.Match[str]) -> str:
    charset, encoding, content = match.groups()
    try:
        if encoding in "bB":
            raw = base64.b64decode(content + "=" * (-len(content) % 4))
        else:
            raw = quopri.decodestring(content.encode("ascii", "replace"), header=True)
        return raw.decode(charset, "replace")
    except (binascii.Error, LookupError, ValueError):
        return match[0]
