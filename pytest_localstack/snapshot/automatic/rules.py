"""What a member of a response is, by its name, its shape and its value.

Times, ids, addresses and secrets differ from run to run. AWS's models do not say so: their shapes tell times,
secrets and enumerations, and the rest goes by the name, as AWS names it (`MessageId`, `SequenceNumber`, `NextToken`).
A text that nobody makes at random (`null`, `default`, `1`) is kept under any name.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.model import Shape


class Kind(Enum):
    """What becomes of a value: a numbered token, the word `<timestamp>`, or nothing."""

    KEPT = "kept"
    TOKEN = "token"
    TIME = "time"


IDS = re.compile(
    r"(?:^id|^token|Id|ID|Ids|IDs|Identifiers?|Handle|Token|Marker|Iterator|SequenceNumber|SerialNumber|Fingerprint"
    r"|Thumbprint)$"
)
ADDRESSES = re.compile(r"(?:(?:^|[a-z])Ip|IpAddress|DnsName|DNSName|MacAddress|AvailabilityZone)$")
TIMES = re.compile(r"(?:^timestamp|Timestamp|^time|Time|Date|^date)$")
SECRETS = re.compile(r"^(?:Ciphertext\w*|PublicKey|SecretAccessKey|Signature)$")
PROOFS = re.compile(r"(?:ETag|MD5|Md5|Checksum\w*|Sha256|CRC\w*|Hash)$", re.IGNORECASE)

MADE_UP = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]+-(?:[0-9a-f]{8}|[0-9a-f]{17})|[0-9a-f]{16,}"
    r"|\d{4}-\d{2}-\d{2}T[\d:.]+",
    re.IGNORECASE,
)
EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
SECONDS_OF_2001 = 1_000_000_000
ACCOUNT_ID = re.compile(r"\d{12}")


@lru_cache(maxsize=4096)
def kind_by_name(name: str) -> Kind:
    """Tell what a member is by its name alone."""
    if PROOFS.search(name):
        return Kind.KEPT
    if TIMES.search(name):
        return Kind.TIME
    if IDS.search(name) or ADDRESSES.search(name) or SECRETS.search(name):
        return Kind.TOKEN
    return Kind.KEPT


def kind_of(name: str, shape: Shape | None) -> Kind:
    """Tell what a member is.

    :param name: of the member; of the list, for its items; the key, in a map.
    :param shape: None where the model ends: in JSON texts, and in maps of anything.
    """
    if shape is None:
        return kind_by_name(name)
    if shape.type_name == "timestamp":
        return Kind.TIME
    if getattr(shape, "enum", None):
        return Kind.KEPT
    if shape.metadata.get("sensitive") and not PROOFS.search(name):
        return Kind.TOKEN
    return kind_by_name(name)


def is_time(value: Any) -> bool:
    """Tell whether a number or text can be a moment of our days, in seconds or milliseconds."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return value > SECONDS_OF_2001
    return isinstance(value, str) and EPOCH.fullmatch(value) is not None


def is_made_up(text: str, *, secret: bool = False) -> bool:
    """Tell whether a text under the name of an id looks like one that a service made up."""
    if secret:
        return len(text) > 1
    if ACCOUNT_ID.fullmatch(text) or " " in text or text.startswith("arn:"):
        return False
    return len(text) >= 20 or (len(text) >= 6 and any(character.isdigit() for character in text))


def made_up_parts(arn: str) -> list[str]:
    """Find the parts of an ARN's resource that a service made up: UUIDs, `i-0abc…`, digests, times."""
    resource = arn.split(":", 5)[-1]
    return [part for part in re.split(r"[/]|:(?!\d{2}[:.])", resource) if MADE_UP.fullmatch(part)]
