"""The trees of recordings made with localstack-snapshot."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pytest_localstack.snapshot.normalising.original_tree import original_tree
from pytest_localstack.snapshot.tree import observed


def text_of(value: Any) -> str:
    return json.dumps(original_tree({"m": observed(value)})["m"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"L": [{"b": 1, "a": 2}]}, '{"L": [{"a": 2, "b": 1}]}'),
        ({"L": [[{"b": 1, "a": "{}"}]]}, '{"L": [[{"b": 1, "a": "{}"}]]}'),
        ({"T": ({"b": 1, "a": "{}"},)}, '{"T": [{"b": 1, "a": "{}"}]}'),
        ([{"b": "{}", "a": {"d": 1, "c": 2}}], '[{"b": {}, "a": {"d": 1, "c": 2}}]'),
        ('{"b": "{}", "a": 1}', '{"b": "{}", "a": 1}'),
        ({10: 1, 9: 2}, '{"9": 2, "10": 1}'),
        ({"b": 1, "ResponseMetadata": {}, "a": 1}, '{"a": 1, "b": 1, "ResponseMetadata": {}}'),
    ],
    ids=["list", "list-in-list", "tuple", "match-list", "text", "numbers", "metadata"],
)
def test_order_and_embedded_json_are_those_of_the_recordings(value: Any, expected: str) -> None:
    assert text_of(value) == expected


def test_a_stream_holds_what_the_test_left_in_it() -> None:
    stream = io.BytesIO(b"0123456789")
    state = {"m": observed({"Body": stream})}

    stream.read(8)

    assert original_tree(state) == {"m": {"Body": "89"}}


def test_a_stream_with_a_json_object_is_opened() -> None:
    assert text_of({"Body": io.BytesIO(b'{"b": 1, "a": 2}'), "L": [io.BytesIO(b"{}")]}) == (
        '{"Body": {"b": 1, "a": 2}, "L": ["{}"]}'
    )
