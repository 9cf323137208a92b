"""Text and bytes: conversions, ids, digests, names."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import uuid
import zlib
from typing import Any

TRUE_WORDS = ("1", "true", "yes", "y", "t", "on")
FALSE_WORDS = ("0", "false", "no", "n", "f", "off")
_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def to_str(obj: str | bytes, encoding: str = "utf-8", errors: str = "strict") -> str:
    """Decode bytes; text stays as it is."""
    return obj.decode(encoding, errors) if isinstance(obj, bytes) else obj


def to_bytes(obj: str | bytes, encoding: str = "utf-8", errors: str = "strict") -> bytes:
    """Encode text; bytes stay as they are."""
    return obj.encode(encoding, errors) if isinstance(obj, str) else obj


def short_uid() -> str:
    """Give eight random hexadecimal digits, for names that nothing else has."""
    return secrets.token_hex(4)


def long_uid() -> str:
    """Give a random UUID as text."""
    return str(uuid.uuid4())


def md5(string: str | bytes) -> str:
    """Give the MD5 digest in hexadecimal digits."""
    return hashlib.md5(to_bytes(string), usedforsecurity=False).hexdigest()


def hash_sha1(string: str | bytes) -> str:
    """Give the SHA-1 digest in base64, as AWS has it in headers."""
    return _base64(hashlib.sha1(to_bytes(string), usedforsecurity=False).digest())


def hash_sha256(string: str | bytes) -> str:
    """Give the SHA-256 digest in base64, as AWS has it in headers."""
    return _base64(hashlib.sha256(to_bytes(string)).digest())


def checksum_crc32(string: str | bytes) -> str:
    """Give the CRC-32 checksum in base64, as S3 has it in headers."""
    return _base64(zlib.crc32(to_bytes(string)).to_bytes(4, "big"))


def checksum_crc32c(string: str | bytes) -> str:
    """Give the CRC-32C in base64, as S3's `ChecksumCRC32C`."""
    from localstack.utils.crc import crc32c

    return _base64(crc32c().update(to_bytes(string)).to_bytes(4, "big"))


def checksum_crc64nvme(string: str | bytes) -> str:
    """Give the CRC-64/NVME in base64, as S3's `ChecksumCRC64NVME`."""
    from localstack.utils.crc import crc64nvme

    return _base64(crc64nvme().update(to_bytes(string)).to_bytes(8, "big"))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def str_to_bool(value: Any) -> Any:
    """Read a word as a truth: 1, true, yes, on and their opposites, in any case; anything else stays as it is."""
    if isinstance(value, str):
        word = value.strip().lower()
        return True if word in TRUE_WORDS else False if word in FALSE_WORDS else value
    return value


def is_base64(text: str | bytes) -> bool:
    """Tell whether a text is base64 and nothing else."""
    try:
        base64.b64decode(to_bytes(text), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return False
    return True


def base64_decode(data: str | bytes) -> bytes:
    """Decode base64, of the alphabet for URLs too, with or without what it ends in."""
    text = to_bytes(data).replace(b"-", b"+").replace(b"_", b"/")
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def camel_to_snake_case(string: str) -> str:
    """Write `QueueUrl` and `queueURL` as `queue_url`."""
    return _WORD_ENDS.sub("_", string).replace("-", "_").lower()


def snake_to_camel_case(string: str, capitalize_first: bool = True) -> str:
    """Write `queue_url` as `QueueUrl`, or as `queueUrl`."""
    camel = "".join(word[:1].upper() + word[1:] for word in string.split("_") if word)
    return camel if capitalize_first else first_char_to_lower(camel)


def first_char_to_lower(text: str) -> str:
    """Write the first letter small."""
    return text[:1].lower() + text[1:]


def first_char_to_upper(text: str) -> str:
    """Write the first letter large."""
    return text[:1].upper() + text[1:]


def truncate(data: str, max_length: int = 100) -> str:
    """Cut a text that is longer, and say so at its end."""
    return data if len(data) <= max_length else f"{data[:max_length]}..."


def remove_leading_extra_slashes(text: str) -> str:
    """Leave one slash of several that a text begins with."""
    return re.sub(r"^/+", "/", text)


def prepend_with_slash(text: str) -> str:
    """Have a text begin with a slash."""
    return text if text.startswith("/") else f"/{text}"


def base64_to_hex(b64_string: str | bytes) -> bytes:
    """Write what base64 encodes in hexadecimal digits."""
    return base64.b64decode(b64_string).hex().encode()


def hex_to_bytes(hex_string: str) -> bytes:
    """Read hexadecimal digits."""
    return bytes.fromhex(hex_string)


def get_random_hex(length: int) -> str:
    """Give so many random hexadecimal digits."""
    return secrets.token_hex((length + 1) // 2)[:length]


def canonicalize_bool_to_str(val: Any) -> Any:
    """Write a boolean as `true` or `false`; everything else stays."""
    return str(val).lower() if isinstance(val, bool) else val
