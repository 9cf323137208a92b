"""Who a request claims to be: access key, account, region and signing name, read from its signature.

An access key of twelve digits is an account; a key the emulator issued belongs to the account it was issued
for; any other key belongs to the default account.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localstack.aws.wire import Request

DEFAULT_ACCOUNT_ID = "000000000000"
DEFAULT_REGION = "us-east-1"
TEST_KEYS = ("test", "test")
"""The access key that everybody uses with an emulator, and its secret."""
FORM = "application/x-www-form-urlencoded"

# Signature version 2 of a query service: the key is a field of the form.
_KEY_IN_FORM = re.compile(rb"(?:^|&)AWSAccessKeyId=([^&]*)")


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
    """Read the credential of a signed or pre-signed request; :data:`UNSIGNED` when there is none.

    Signature version 4a is valid in several regions (`X-Amz-Region-Set`): the first is taken.
    """
    headers = request.headers
    authorization = headers.get("authorization")
    if authorization:
        return _parse_authorization(authorization, headers.get("x-amz-region-set"))
    if "X-Amz-Credential=" in request.query_string:
        regions = request.argument("X-Amz-Region-Set") if "ECDSA" in request.query_string else None
        return _parse_scope(request.argument("X-Amz-Credential"), regions)
    if "AWSAccessKeyId=" in request.query_string:
        # With an action it is version 2 of a query service, which its host names; else that of S3.
        service = "" if "Action=" in request.query_string else "s3"
        return Credential(request.argument("AWSAccessKeyId"), "", service)
    if request.method == "POST" and headers.get("content-type").startswith(FORM):
        found = _KEY_IN_FORM.search(request.body.read())
        return Credential(unquote(found[1].decode("latin-1"))) if found else UNSIGNED
    return UNSIGNED


def credential_of_header(authorization: str) -> Credential:
    """Read the credential of an `Authorization` header; :data:`UNSIGNED` when there is none."""
    return _parse_authorization(authorization, "")


def account_of(access_key_id: str, issued_keys: Mapping[str, str], default: str = DEFAULT_ACCOUNT_ID) -> str:
    """Give the account of an access key."""
    if len(access_key_id) == 12 and access_key_id.isascii() and access_key_id.isdigit():
        return access_key_id
    return issued_keys.get(access_key_id) or default


def secret_of(access_key_id: str, issued_secrets: Mapping[str, str]) -> str | None:
    """Give the secret of an access key, `None` for one that the emulator does not know."""
    key, secret = TEST_KEYS
    return secret if access_key_id == key else issued_secrets.get(access_key_id)


def _parse_authorization(header: str, region_set: str) -> Credential:
    _, found, rest = header.partition("Credential=")
    if found:
        is_version_4a = header.startswith("AWS4-ECDSA")
        return _parse_scope(rest.partition(",")[0].strip(), region_set if is_version_4a else None)
    if header.startswith("AWS "):  # signature version 2, which only S3's clients still use
        return Credential(header[4:].partition(":")[0], "", "s3")
    return UNSIGNED


@functools.lru_cache(maxsize=256)
def _parse_scope(scope: str, region_set: str | None = None) -> Credential:
    """Read `key/date/region/service/aws4_request`; with a region set the scope has no region."""
    parts = scope.split("/")
    if region_set is not None and len(parts) >= 4:
        region = region_set.partition(",")[0].strip()
        return Credential("/".join(parts[:-3]), "" if "*" in region else region, parts[-2])
    if len(parts) < 5:
        return Credential(parts[0])
    return Credential("/".join(parts[:-4]), parts[-3], parts[-2])
