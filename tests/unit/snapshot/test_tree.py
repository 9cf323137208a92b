"""Match values as trees."""

from __future__ import annotations

import io
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from botocore.response import StreamingBody

from pytest_localstack.snapshot.errors import TransformError
from pytest_localstack.snapshot.tree import canonical, observed, opened, to_json


def test_the_keys_of_a_dict_are_sorted_at_every_depth_with_the_metadata_last() -> None:
    tree = observed({"Z": [{"b": 1, "a": 2}], "ResponseMetadata": {"y": 1, "x": 2}, "A": {"d": 1, "c": 2}})

    assert json.dumps(tree) == json.dumps(
        {"A": {"c": 2, "d": 1}, "Z": [{"a": 2, "b": 1}], "ResponseMetadata": {"x": 2, "y": 1}}
    )


def test_a_list_keeps_the_key_order_of_its_elements() -> None:
    assert json.dumps(observed([{"b": 1, "a": 2}])) == '[{"b": 1, "a": 2}]'


def test_a_later_change_of_the_value_has_no_effect() -> None:
    value = {"Items": [1]}

    tree = observed(value)
    value["Items"].append(2)

    assert tree == {"Items": [1]}


@pytest.mark.parametrize(
    ("key", "expected"), [(1, "1"), (None, "null"), (True, "true"), (1.5, "1.5")], ids=str
)
def test_keys_are_spelled_as_json_spells_them(key: Any, expected: str) -> None:
    assert observed({key: "v"}) == {expected: "v"}


def test_a_key_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(TransformError, match="tuple"):
        observed({(1, 2): "v"})


def body(content: bytes) -> StreamingBody:
    return StreamingBody(io.BytesIO(content), len(content))


@pytest.mark.parametrize("make", [io.BytesIO, body], ids=["seekable", "botocore"])
def test_a_stream_is_read_and_can_still_be_read_by_the_test(make: Any) -> None:
    stream = make("grün".encode())

    tree = observed({"Body": stream})

    assert tree == {"Body": "grün"}
    assert stream.read() == "grün".encode()


def test_a_body_read_in_part_gives_the_rest_and_keeps_its_length_check() -> None:
    stream = body(b"0123456789")
    stream.read(4)

    tree = observed({"Body": stream})

    assert tree == {"Body": "456789"}
    assert stream.read() == b"456789"


def test_bytes_that_are_no_text_are_recorded_as_a_literal() -> None:
    assert observed({"Body": io.BytesIO(b"\xff\x00")}) == {"Body": "b'\\xff\\x00'"}


class Later:
    def read(self) -> object:
        return iter(())


def test_a_stream_that_gives_neither_bytes_nor_text_is_refused() -> None:
    with pytest.raises(TransformError, match=r"Later\.read\(\) gave a tuple_iterator"):
        observed({"Body": Later()})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Body": '{"b": 1, "a": "{}"}'}, {"Body": {"b": 1, "a": "{}"}}),
        ([{"Body": "{}"}], [{"Body": {}}]),
        ({"Texts": ["{}"]}, {"Texts": ["{}"]}),
        ({"Body": "[1]"}, {"Body": "[1]"}),
        ({"Body": " {}"}, {"Body": " {}"}),
        ({"Body": "{not json"}, {"Body": "{not json"}),
    ],
    ids=["object-once", "in-list", "text-in-list", "array", "space", "no-json"],
)
def test_strings_that_are_json_objects_are_opened_one_level_deep(value: Any, expected: Any) -> None:
    assert opened(value) == expected


def test_opening_gives_a_copy() -> None:
    tree = {"Items": [{"a": 1}]}

    copy = opened(tree)
    copy["Items"][0]["a"] = 2

    assert tree == {"Items": [{"a": 1}]}


@pytest.mark.parametrize(
    ("leaf", "text"),
    [
        (Decimal("1.10"), "1.10"),
        (b"\x00a", "b'\\x00a'"),
        ({"b", "a"}, "{'a', 'b'}"),
        (set(), "set()"),
        (datetime(2025, 1, 2, 3, 4, 5), "2025-01-02 03:04:05"),
    ],
    ids=["decimal", "bytes", "set", "empty-set", "datetime"],
)
def test_leaves_json_does_not_know_become_their_python_text(leaf: Any, text: str) -> None:
    assert json.loads(to_json({"v": leaf})) == {"v": text}


class Nameless:
    pass


def test_a_leaf_without_a_text_of_its_own_is_refused() -> None:
    with pytest.raises(TransformError, match="Nameless cannot be recorded"):
        to_json({"v": Nameless()})


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), (None, "null")], ids=repr
)
def test_values_of_different_types_have_different_texts(one: Any, other: Any) -> None:
    assert canonical({"v": one}) != canonical({"v": other})
