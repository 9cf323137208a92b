"""Who a key belongs to."""

from __future__ import annotations

from typing import Any


def test_the_default_key_is_the_root_of_the_default_account(aws_client: Any) -> None:
    identity = aws_client.sts.get_caller_identity()

    assert identity["Account"] == "000000000000"
    assert identity["Arn"] == "arn:aws:iam::000000000000:root"


def test_a_key_of_twelve_digits_is_an_account(aws_client_factory: Any) -> None:
    other = aws_client_factory(aws_access_key_id="111122223333")

    assert other.sts.get_caller_identity()["Account"] == "111122223333"
