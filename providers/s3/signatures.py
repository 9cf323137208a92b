"""Signatures as S3 makes them of a secret key, versions 2 and 4, and the error for one that differs.

- https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from . import errors

ALGORITHM: Final = "AWS4-HMAC-SHA256"
UNSIGNED_PAYLOAD: Final = "UNSIGNED-PAYLOAD"
# The parameters of a query string that version 2 signs, beside those that override headers of the answer.
SUBRESOURCES: Final = frozenset(
    {
        "accelerate", "acl", "analytics", "cors", "defaultObjectAcl", "delete", "inventory", "lifecycle",
        "location", "logging", "metrics", "notification", "object-lock", "partNumber", "policy", "replication",
        "requestPayment", "restore", "select", "select-type", "storageClass", "tagging", "torrent", "uploadId",
        "uploads", "versionId", "versioning", "versions", "website",
    }
)  # fmt: skip
OVERRIDE_PREFIX: Final = "response-"


class Scope(NamedTuple):
    """What a key of version 4 is good for."""

    date: str
    region: str
    service: str

    def __str__(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/aws4_request"


class SignedText(NamedTuple):
    """What is signed.

    :ivar canonical_request: that a version 4 signature is of, `""` for others.
    """

    string_to_sign: str
    canonical_request: str = ""


def sign_v4(secret: str, scope: Scope, text: str) -> str:
    """Sign a text in version 4.

    :returns: hexadecimal digits.
    """
    key = f"AWS4{secret}".encode()
    for part in (*scope, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def sign_v2(secret: str, text: str) -> str:
    """Sign a text in version 2.

    :returns: base64.
    """
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()


def text_v4(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Mapping[str, str],
    date: str,
    scope: Scope,
    payload: str = UNSIGNED_PAYLOAD,
) -> SignedText:
    """Give what version 4 signs of a request.

    :param path: as sent.
    :param headers: those that are signed, by lower-case name.
    """
    names = sorted(headers)
    parameters = sorted((_escaped(name), _escaped(value)) for name, value in query)
    canonical = "\n".join(
        (
            method,
            quote(unquote(path), safe="/-_.~"),
            "&".join(f"{name}={value}" for name, value in parameters),
            *(f"{name}:{' '.join(headers[name].split())}" for name in names),
            "",
            ";".join(names),
            payload,
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return SignedText(f"{ALGORITHM}\n{date}\n{scope}\n{digest}", canonical)


def text_v2(
    method: str, path: str, query: Iterable[tuple[str, str]], headers: Mapping[str, str], expires: str
) -> SignedText:
    """Give what version 2 signs of a request.

    :param path: as sent, with the bucket in front.
    :param headers: all that count, by lower-case name.
    """
    lines = [method, headers.get("content-md5", ""), headers.get("content-type", ""), expires]
    lines += [f"{name}:{headers[name].strip()}" for name in sorted(headers) if name.startswith("x-amz-")]
    signed = "&".join(sorted(_subresources(query)))
    lines.append(f"{path}?{signed}" if signed else path)
    return SignedText("\n".join(lines))


def require(provided: str, expected: str, access_key_id: str, text: SignedText) -> None:
    """Check a signature.

    :raises SignatureDoesNotMatch: with what the signature would have been of.
    """
    if hmac.compare_digest(provided.encode(), expected.encode()):
        return
    members = {
        "AWSAccessKeyId": access_key_id,
        "StringToSign": text.string_to_sign,
        "SignatureProvided": provided,
        "StringToSignBytes": _bytes_of(text.string_to_sign),
    }
    if text.canonical_request:
        members |= {
            "CanonicalRequest": text.canonical_request,
            "CanonicalRequestBytes": _bytes_of(text.canonical_request),
        }
    raise errors.SignatureDoesNotMatch(**members)


def _subresources(query: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in query:
        if name in SUBRESOURCES or name.startswith(OVERRIDE_PREFIX):
            yield f"{name}={value}" if value else name


def _escaped(text: str) -> str:
    return quote(text, safe="-_.~")


def _bytes_of(text: str) -> str:
    return text.encode().hex(" ")
