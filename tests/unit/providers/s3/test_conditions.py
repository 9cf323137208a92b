"""Conditional requests; the cases are those of the recordings of the preconditions tests."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from localstack_providers.s3 import conditions, errors
from localstack_providers.s3.conditions import ReadConditions
from localstack_providers.s3.object import ObjectVersion

from localstack.aws.api import s3 as api

from .conftest import MakeVersion

HOUR = timedelta(hours=1)


@pytest.fixture
def live(make_version: MakeVersion) -> ObjectVersion:
    return make_version(content=b"data")


ETAG = "8d777f385d3dfec8815d20f7496026dc"


@pytest.mark.parametrize("if_match", [ETAG, f'"{ETAG}"', "*", f'"other", "{ETAG}"'])
def test_an_etag_matches_with_and_without_quotes(live: ObjectVersion, now: datetime, if_match: str) -> None:
    assert ReadConditions(if_match=if_match).is_modified(live, now)
    assert not ReadConditions(if_none_match=if_match).is_modified(live, now)


def test_another_etag_fails_the_precondition(live: ObjectVersion, now: datetime) -> None:
    with pytest.raises(errors.PreconditionFailed) as raised:
        ReadConditions(if_match="other").is_modified(live, now)

    assert raised.value.members == {"Condition": "If-Match"}
    assert ReadConditions(if_none_match="other").is_modified(live, now)


def test_a_change_since_fails_the_precondition_unless_the_etag_matches(
    live: ObjectVersion, now: datetime
) -> None:
    with pytest.raises(errors.PreconditionFailed) as raised:
        ReadConditions(if_unmodified_since=now - HOUR).is_modified(live, now)

    assert raised.value.members == {"Condition": "If-Unmodified-Since"}
    assert ReadConditions(if_unmodified_since=now).is_modified(live, now)
    assert ReadConditions(if_match=ETAG, if_unmodified_since=now - HOUR).is_modified(live, now)


@pytest.mark.parametrize(
    ("hours", "is_modified"),
    [(-1, True), (0, False), (1, False), (3, True)],
    ids=["before", "same", "after", "future"],
)
def test_no_change_since_is_not_modified_unless_the_date_is_to_come(
    live: ObjectVersion, now: datetime, hours: int, is_modified: bool
) -> None:
    read = ReadConditions(if_modified_since=now + hours * HOUR)

    assert read.is_modified(live, now + 2 * HOUR) == is_modified


def test_another_etag_is_enough_to_be_modified(live: ObjectVersion, now: datetime) -> None:
    assert ReadConditions(if_none_match="other", if_modified_since=now).is_modified(live, now)


@pytest.mark.parametrize(
    ("copy", "condition"),
    [
        (ReadConditions(if_match="other", header_prefix="x-"), "x-If-Match"),
        (ReadConditions(if_none_match=ETAG, header_prefix="x-"), "x-If-None-Match"),
    ],
)
def test_a_copy_fails_on_any_condition(
    live: ObjectVersion, now: datetime, copy: ReadConditions, condition: str
) -> None:
    with pytest.raises(errors.PreconditionFailed) as raised:
        copy.require(live, now)

    assert raised.value.members == {"Condition": condition}


def test_a_copy_fails_on_dates(live: ObjectVersion, now: datetime) -> None:
    with pytest.raises(errors.PreconditionFailed) as unmodified:
        ReadConditions(if_none_match="other", if_unmodified_since=now - HOUR).require(live, now)
    with pytest.raises(errors.PreconditionFailed) as modified:
        ReadConditions(if_modified_since=now).require(live, now)

    assert unmodified.value.members == {"Condition": "If-Unmodified-Since"}
    assert modified.value.members == {"Condition": "If-Modified-Since"}


@pytest.mark.parametrize(
    ("if_match", "if_none_match", "header"),
    [("*", None, "If-Match"), (None, ETAG, "If-None-Match"), (ETAG, "*", "If-Match,If-None-Match")],
)
def test_some_write_conditions_are_not_known(
    if_match: str | None, if_none_match: str | None, header: str
) -> None:
    with pytest.raises(errors.NotImplemented) as raised:
        conditions.require_known_write_conditions(if_match, if_none_match)

    assert raised.value.members["Header"] == header


@pytest.mark.parametrize(("if_match", "if_none_match"), [(None, None), (ETAG, None), (None, "*")])
def test_the_other_write_conditions_are_known(if_match: str | None, if_none_match: str | None) -> None:
    conditions.require_known_write_conditions(if_match, if_none_match)
    conditions.require_write(None, if_none_match, "key", None)


def test_a_write_over_an_object_fails_when_there_must_be_none(live: ObjectVersion) -> None:
    with pytest.raises(errors.PreconditionFailed):
        conditions.require_write(None, "*", "key", live)


def test_a_write_over_nothing_fails_when_there_must_be_an_object() -> None:
    with pytest.raises(api.NoSuchKey):
        conditions.require_write(ETAG, None, "key", None)


def test_a_write_over_another_object_fails(live: ObjectVersion) -> None:
    conditions.require_write(ETAG, None, "key", live)

    with pytest.raises(errors.PreconditionFailed):
        conditions.require_write("other", None, "key", live)


def test_an_upload_conflicts_with_a_write_under_way(live: ObjectVersion, make_version: MakeVersion) -> None:
    rewritten = make_version(content=b"data")
    conditions.require_unchanged(ETAG, None, "key", live.content, live)

    with pytest.raises(errors.ConditionalRequestConflict) as raised:
        conditions.require_unchanged(ETAG, None, "key", live.content, rewritten)

    assert raised.value.members == {"Condition": "If-Match", "Key": "key"}


def test_an_upload_conflicts_with_a_deletion_under_way(live: ObjectVersion) -> None:
    conditions.require_unchanged(None, "*", "key", None, None)

    with pytest.raises(errors.ConditionalRequestConflict):
        conditions.require_unchanged(None, "*", "key", live.content, None)


def test_a_deletion_depends_on_what_is_there_if_anything(live: ObjectVersion) -> None:
    conditions.require_deletable(ETAG, live)
    conditions.require_deletable("other", None)

    with pytest.raises(errors.PreconditionFailed):
        conditions.require_deletable("other", live)


def test_conditions_of_directory_buckets_are_refused() -> None:
    conditions.refuse_express_conditions([("x-amz-if-match-size", None)])

    with pytest.raises(errors.NotImplemented) as raised:
        conditions.refuse_express_conditions([("x-amz-if-match-size", 0)])

    assert raised.value.members == {"Header": "x-amz-if-match-size"}
