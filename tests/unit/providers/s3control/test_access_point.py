"""Access points: their names and aliases."""

from __future__ import annotations

import pytest
from localstack_providers.s3control import access_point, errors

from localstack.ids import Ids


@pytest.mark.parametrize("name", ["abc", "a-1", "a" * 50, "1point"])
def test_a_name_is_accepted(name: str) -> None:
    assert access_point.require_name(name) == name


@pytest.mark.parametrize(
    "name", ["ab", "a" * 51, "xn--point", "Point", "a_b", "a.b", "-abc", "abc-", "a-s3alias", "a--xa-s3"]
)
def test_a_name_that_breaks_a_rule_is_refused(name: str) -> None:
    with pytest.raises(errors.InvalidURI) as caught:
        access_point.require_name(name)

    assert caught.value.members == {"URI": f"accesspoint/{name}"}


def test_an_alias_is_a_bucket_name_that_begins_with_the_access_points() -> None:
    short = access_point.make_alias("point", Ids("seed"))
    long = access_point.make_alias("p" * 50, Ids("seed"))

    assert short.startswith("point-")
    assert short.endswith("-s3alias")
    assert len(long) == access_point.ALIAS_SIZE
