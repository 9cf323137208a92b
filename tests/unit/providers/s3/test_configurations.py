"""Configurations that a bucket keeps by id."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import configurations, errors
from localstack_providers.s3.configurations import Configuration

from localstack.state import SortedMap

MEMBER = "MetricsConfigurationList"


def kept(*names: str) -> SortedMap[str, Configuration]:
    return SortedMap((name, {"Id": name}) for name in names)


@pytest.mark.parametrize("name", ["a", "EntireBucket", "a.b-c_d", "9" * 64])
def test_an_id_is_given(name: str) -> None:
    assert configurations.require_id({"Id": name}) == name


@pytest.mark.parametrize("given", [{}, {"Id": ""}, {"Id": "a b"}, {"Id": "a/b"}, {"Id": "9" * 65}])
def test_an_id_that_breaks_the_rules_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        configurations.require_id(given)


def test_a_configuration_has_the_id_that_the_request_names() -> None:
    configurations.require_same_id("a", {"Id": "a"})

    with pytest.raises(errors.MalformedXML):
        configurations.require_same_id("b", {"Id": "a"})


def test_a_configuration_is_replaced_found_and_removed() -> None:
    bucket = kept("a")

    configurations.put(bucket, "a", {"Id": "a", "Filter": {"Prefix": "p"}})
    found = configurations.find(bucket, "a")
    configurations.remove(bucket, "a")

    assert found["Filter"] == {"Prefix": "p"}
    for call in (configurations.find, configurations.remove):
        with pytest.raises(errors.NoSuchConfiguration):
            call(bucket, "a")


def test_a_bucket_keeps_a_thousand_of_a_kind() -> None:
    full = kept(*(f"{number:04}" for number in range(1000)))

    configurations.put(full, "0000", {"Id": "0000"})

    with pytest.raises(errors.TooManyConfigurations):
        configurations.put(full, "1000", {"Id": "1000"})


def test_a_page_has_a_hundred_and_the_next_goes_on() -> None:
    bucket = kept(*(f"{number:03}" for number in range(101)))

    first = configurations.page(bucket, MEMBER, None)
    token = first["NextContinuationToken"]
    second = configurations.page(bucket, MEMBER, token)

    assert [len(one[MEMBER]) for one in (first, second)] == [100, 1]
    assert (first["IsTruncated"], "ContinuationToken" in first) == (True, False)
    assert second == {"IsTruncated": False, "ContinuationToken": token, MEMBER: [{"Id": "100"}]}


def test_there_is_no_list_of_nothing() -> None:
    assert configurations.page(kept(), MEMBER, None) == {"IsTruncated": False}


def test_a_page_shows_what_it_is_told_to() -> None:
    assert configurations.page(kept("a"), MEMBER, None, lambda one: one["Id"])[MEMBER] == ["a"]


def test_a_token_of_no_page_is_refused() -> None:
    with pytest.raises(errors.InvalidArgument):
        configurations.page(kept(), MEMBER, "token")
