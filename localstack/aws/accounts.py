"""Who a request claims to be: access key, account, region and signing name, read from its signature.

An access key of twelve digits is an account; a key the emulator issued belongs to the account it was issued
for; any other key belongs to the default account.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localstack.aws.wire import Request

DEFAULT_ACCOUNT_ID = "000000000000"
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True)
class Credential:
    """What a signature says.

    :ivar region: `""` when the signature's version has none.
    :ivar service: the signing name, `""` when the signature's version has none.
    """

    access_key_id: str = ""
    region: str = ""
    service: str = ""


UNSIGNED = Credential()


def credential_of(request: Request) -> Credential:
    """Read the credential of a signed or pre-signed request; :data:`UNSIGNED` when there is none."""
    authorization = request.headers.get("authorization")
    if authorization:
        return _parse_authorization(authorization)
    if "X-Amz-Credential=" in request.query_string:
        return _parse_scope(request.argument("X-Amz-Credential"))
    if "AWSAccessKeyId=" in request.query_string:
        return Credential(request.argument("AWSAccessKeyId"), "", "s3")
    return UNSIGNED


def account_of(access_key_id: str, issued_keys: Mapping[str, str], default: str = DEFAULT_ACCOUNT_ID) -> str:
    """Give the account of an access key."""
    if len(access_key_id) == 12 and access_key_id.isdigit():
        return access_key_id
    return issued_keys.get(access_key_id) or default


def _parse_authorization(header: str) -> Credential:
    _, found, rest = header.partition("Credential=")
    if found:
        return _parse_scope(rest.partition(",")[0].strip())
    if header.startswith("AWS "):  # signature version 2, which only S3's clients still use
        return Credential(header[4:].partition(":")[0], "", "s3")
    return UNSIGNED


@functools.lru_cache(maxsize=256)
def _parse_scope(scope: str) -> Credential:
    parts = scope.split("/")
    if len(parts) < 5:
        return Credential(parts[0])
    # A version 4a scope has no region: key/date/service/aws4_request is one part shorter and handled above.
    return Credential("/".join(parts[:-4]), parts[-3], parts[-2])
