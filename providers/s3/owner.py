"""Owners as S3 names them."""

from __future__ import annotations

import hashlib


def canonical_user_id(account_id: str) -> str:
    """Give the canonical user id of an account: 64 hexadecimal digits that follow from nothing else.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html
    """
    return hashlib.sha256(f"canonical user {account_id}".encode()).hexdigest()
