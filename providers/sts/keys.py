"""Access keys: new ones, and the account that one belongs to.

An access key id carries its account: the forty bits of the account number, shifted by one, behind the
prefix in base32. That is how GetAccessKeyInfo answers for a key it has never seen.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException
from localstack.ids import BASE32, Ids

PREFIXES = ("AKIA", "ASIA")
_MASK = 0x7FFFFFFFFF80


@dataclass(frozen=True)
class Keys:
    """Temporary credentials before they have an owner."""

    access_key_id: str
    secret_access_key: str
    session_token: str


def new_keys(ids: Ids, account_id: str) -> Keys:
    """Make temporary credentials for an account."""
    number = (int(account_id) << 7) | ids.random.getrandbits(7)
    account_part = base64.b32encode(number.to_bytes(6, "big")).decode()[:9]
    access_key_id = f"ASIA{account_part}{ids.alphanumeric(7, BASE32)}"
    return Keys(access_key_id, ids.token(30), ids.token(270))


def account_in_key(access_key_id: str) -> str:
    """Read the account that an access key carries.

    :raises binascii.Error: when the key is not base32 behind its prefix.
    """
    number = int.from_bytes(base64.b32decode(access_key_id[4:20].ljust(16, "A"))[:6], "big")
    return f"{(number & _MASK) >> 7:012d}"


def account_of_key(access_key_id: str, context: RequestContext) -> str:
    """Give the account of an access key.

    :raises CommonServiceException: ValidationError when the text cannot be an access key id; the wording is
        unverified.
    """
    issued = context.emulator.realm.issued_keys.get(access_key_id)
    if issued:
        return issued
    if len(access_key_id) == 12 and access_key_id.isdigit():
        return access_key_id
    try:
        if access_key_id.startswith(PREFIXES):
            return account_in_key(access_key_id)
    except binascii.Error:
        pass
    raise CommonServiceException("ValidationError", "Invalid access key id")
