"""Values in state, to JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.state.persistence.values import Classes, Decoder, Encoder, StateError
from tests.unit.state.persistence.library import PACKAGE, VALUES, Edition

CLASSES = Classes(PACKAGE)


class NoReferences:
    def number(self, container: object) -> int:
        raise AssertionError(container)

    def blob_number(self, blob: object) -> int:
        raise AssertionError(blob)


def through_json(value: Any) -> Any:
    def absent(*arguments: object) -> Any:
        raise AssertionError(arguments)

    written = json.loads(json.dumps(Encoder(CLASSES, NoReferences()).encode(value), allow_nan=False))
    return Decoder(CLASSES, absent, absent).decode(written)


def decode(written: Any) -> Any:
    return Decoder(CLASSES, lambda _: None, lambda *_: None).decode(written)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    read = through_json(value)

    assert read == value
    assert type(read) is type(value)


def test_so_does_a_field_that_does_not_count_for_equality() -> None:
    value: Edition = VALUES["value"]

    assert through_json(value).title == "derived"


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.decimals(allow_nan=False).map(Decimal),
    st.datetimes(timezones=st.just(UTC)),
)
keys = st.one_of(st.text(), st.integers(), st.tuples(st.text(), st.floats(allow_nan=False)))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(keys, inner), st.frozensets(keys)
    ),
    max_leaves=20,
)


@given(values)
def test_any_value_does(value: Any) -> None:
    assert through_json(value) == value


def test_a_set_is_written_alike_in_every_order() -> None:
    encoder = Encoder(CLASSES, NoReferences())

    assert encoder.encode({"b", "a", 1}) == encoder.encode({1, "a", "b"}) == {"$set": [1, "a", "b"]}


@pytest.mark.parametrize(
    "value",
    [object(), print, datetime, bytearray(b"x")],
    ids=["object", "function", "class", "type"],
)
def test_what_state_cannot_hold_is_named(value: Any) -> None:
    with pytest.raises(StateError, match="state cannot hold a"):
        through_json([{"key": value}])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"$unknown": 1}, "'\\$unknown' marks no kind of value"),
        ({"$value": ["library:Pamphlet", {}]}, "no class 'library:Pamphlet'.*migration"),
        ({"$value": ["nowhere:Edition", {}]}, "no class 'nowhere:Edition'.*migration"),
        ({"$value": ["library:Shelfmark", {"room": "hall"}]}, "has the fields .*not.*migration"),
        ({"$value": ["library:datetime", {}]}, "no class of"),
        ({"$value": ["localstack.runtime.emulator:os", {}]}, "no class of"),
        ({"$enum": ["library:VALUES", "text"]}, "no class of"),
    ],
    ids=["tag", "class", "module", "fields", "foreign class", "foreign module", "no class"],
)
def test_what_cannot_be_read_is_named(written: Any, message: str) -> None:
    with pytest.raises(StateError, match=message):
        decode([written])


def test_a_class_from_elsewhere_is_not_written() -> None:
    with pytest.raises(StateError, match=r"st\.|hypothesis|no class of"):
        through_json(Foreign(1))


class Foreign(tuple[int]):
    _fields = ("value",)

    def __new__(cls, value: int) -> Foreign:
        return super().__new__(cls, (value,))

    @property
    def value(self) -> int:
        return self[0]


Foreign.__module__ = "elsewhere"
