"""Match values as trees."""

from __future__ import annotations

import io
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from botocore.httpchecksum import Crc32Checksum, StreamingChecksumBody
from botocore.response import StreamingBody

from pytest_localstack.snapshot.errors import TransformError
from pytest_localstack.snapshot.normalising.original_tree import original_tree
from pytest_localstack.snapshot.tree import Stream, canonical, observed, opened, to_json


def plain(value: Any) -> Any:
    return opened({"match": observed(value)})["match"]


def test_keys_are_sorted_at_every_depth_with_the_metadata_last() -> None:
    tree = plain({"Z": [[{"b": 1, "a": 2}]], "ResponseMetadata": {"y": 1, "x": 2}, "A": {"d": 1, "c": 2}})

    assert json.dumps(tree) == json.dumps(
        {"A": {"c": 2, "d": 1}, "Z": [[{"a": 2, "b": 1}]], "ResponseMetadata": {"x": 2, "y": 1}}
    )


def test_the_matches_keep_their_order() -> None:
    assert list(opened({"put": 1, "get": 2})) == ["put", "get"]


def test_a_later_change_of_the_value_has_no_effect() -> None:
    value = {"Items": [1]}

    tree = observed(value)
    value["Items"].append(2)

    assert tree == {"Items": [1]}


@pytest.mark.parametrize(
    ("key", "expected"), [(1, "1"), (None, "null"), (True, "true"), (1.5, "1.5")], ids=str
)
def test_keys_are_spelled_as_json_spells_them(key: Any, expected: str) -> None:
    assert plain({key: "v"}) == {expected: "v"}


def test_a_key_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(TransformError, match="tuple"):
        plain({(1, 2): "v"})


def body(content: bytes) -> StreamingBody:
    return StreamingBody(io.BytesIO(content), len(content))


@pytest.mark.parametrize("make", [io.BytesIO, body], ids=["seekable", "botocore"])
def test_a_stream_is_read_and_can_still_be_read_by_the_test(make: Any) -> None:
    stream = make("grün".encode())

    tree = plain({"Body": stream})

    assert tree == {"Body": "grün"}
    assert stream.read() == "grün".encode()


def test_a_body_read_in_part_gives_the_rest_and_keeps_its_length_check() -> None:
    stream = body(b"0123456789")
    stream.read(4)

    tree = plain({"Body": stream})

    assert tree == {"Body": "456789"}
    assert stream.read() == b"456789"


def test_a_body_with_a_checksum_can_be_read_again() -> None:
    content = b"content"
    checksum = Crc32Checksum()
    checksum.update(content)
    stream = StreamingChecksumBody(io.BytesIO(content), len(content), Crc32Checksum(), checksum.b64digest())

    tree = plain({"Body": stream})

    assert tree == {"Body": "content"}
    assert stream.read() == content


def test_a_stream_of_bytes_that_are_no_text_stays_bytes() -> None:
    assert plain({"Body": io.BytesIO(b"\xff\x00")}) == {"Body": b"\xff\x00"}


def test_recordings_without_a_number_have_them_as_a_literal() -> None:
    state = {"match": observed({"Body": io.BytesIO(b"\xff\x00")})}

    assert original_tree(state) == {"match": {"Body": "b'\\xff\\x00'"}}


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
    assert plain(value) == expected


def test_opening_gives_a_copy() -> None:
    state = {"match": {"Items": [{"a": 1}]}}

    copy = opened(state)
    copy["match"]["Items"][0]["a"] = 2

    assert state == {"match": {"Items": [{"a": 1}]}}


def test_a_stream_tells_what_the_test_left_in_it() -> None:
    source = body(b"0123456789")
    stream = Stream(source)

    source.read(4)

    assert (stream.text, stream.remaining(), stream.remaining()) == ("0123456789", "456789", "456789")


def test_a_closed_stream_tells_what_it_held() -> None:
    source = io.BytesIO(b"abc")
    stream = Stream(source)

    source.close()

    assert stream.remaining() == "abc"


@pytest.mark.parametrize(
    ("leaf", "text"),
    [
        (Decimal("1.10"), "1.10"),
        (b"\x00a", "b'\\x00a'"),
        ({"b", "a"}, "{'a', 'b'}"),
        (set(), "set()"),
        ({8, 1}, "{8, 1}"),
        (frozenset({"b", "a"}), "frozenset({'a', 'b'})"),
        (datetime(2025, 1, 2, 3, 4, 5), "2025-01-02 03:04:05"),
    ],
    ids=["decimal", "bytes", "set", "empty-set", "numbers", "frozenset", "datetime"],
)
def test_leaves_json_does_not_know_become_their_python_text(leaf: Any, text: str) -> None:
    assert json.loads(to_json({"v": leaf})) == {"v": text}


class Nameless:
    pass


@pytest.mark.parametrize("leaf", [Nameless(), lambda: 1, {Nameless()}], ids=["object", "function", "set"])
def test_a_leaf_whose_text_is_its_place_in_memory_is_refused(leaf: Any) -> None:
    with pytest.raises(TransformError, match=f"{type(leaf).__name__} cannot be recorded"):
        to_json({"v": leaf})


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), (None, "null")], ids=repr
)
def test_values_of_different_types_have_different_texts(one: Any, other: Any) -> None:
    assert canonical({"v": one}) != canonical({"v": other})
