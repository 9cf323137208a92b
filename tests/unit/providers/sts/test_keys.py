"""Access keys carry their account."""

from __future__ import annotations

import pytest
from localstack_providers.sts.keys import account_in_key, new_keys
from localstack_providers.sts.principals import parse_role_arn, unique_id

from localstack.ids import Ids


@pytest.mark.parametrize("account_id", ["000000000000", "111122223333", "999999999999"])
def test_a_new_key_carries_its_account(account_id: str) -> None:
    keys = new_keys(Ids("seed"), account_id)

    assert len(keys.access_key_id) == 20
    assert account_in_key(keys.access_key_id) == account_id


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        ("arn:aws:iam::111122223333:role/plain", "plain"),
        ("arn:aws-cn:iam::111122223333:role/a/path/deep", "deep"),
    ],
    ids=["plain", "with a path"],
)
def test_a_role_arn_has_parts(arn: str, name: str) -> None:
    role = parse_role_arn(arn, "000000000000")

    assert role is not None
    assert (role.account_id, role.name) == ("111122223333", name)


@pytest.mark.parametrize("text", ["role", "arn::b:::role/x", "arn:a:::role/x", "arn:a:a::aaaaaaaaaa:"])
def test_what_is_no_arn_has_none(text: str) -> None:
    assert parse_role_arn(text, "000000000000") is None


def test_a_principal_has_one_id_for_good() -> None:
    arn = "arn:aws:iam::111122223333:role/plain"

    assert unique_id("AROA", arn) == unique_id("AROA", arn) != unique_id("AROA", arn + "x")
