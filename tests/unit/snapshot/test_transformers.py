"""Each transformer, and the numbering of references."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from pytest_localstack.snapshot.context import TransformContext
from pytest_localstack.snapshot.errors import TransformError
from pytest_localstack.snapshot.normalising.original import TextContext
from pytest_localstack.snapshot.transform import Transform, hyphenated
from pytest_localstack.snapshot.transformers import (
    GenericTransformer,
    KeyValueBasedTransformer,
    KeyValueBasedTransformerFunctionReplacement,
    ResponseMetaDataTransformer,
    TimestampTransformer,
    Transformer,
)

make = Transform()


def transformed(tree: dict[str, Any], *transformers: Transformer) -> Any:
    context = TextContext()
    for transformer in transformers:
        tree = transformer.transform(tree, ctx=context)
    return json.loads(context.apply(json.dumps(tree)))


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("VersionId", "version-id"),
        ("eventID", "event-i-d"),
        ("SSEKMSKeyId", "s-s-e-k-m-s-key-id"),
        ("x-amz-id-2", "x-amz-id-2"),
        ("X-Cache", "x--cache"),
        ("CodeSha256", "code-sha256"),
    ],
)
def test_a_key_becomes_a_label_as_in_the_recordings(key: str, label: str) -> None:
    assert hyphenated(key) == label


def test_references_are_numbered_per_label_and_replaced_everywhere() -> None:
    tree = {
        "one": {"Id": "aa", "Name": "nn", "Url": "http://host/aa?n=nn"},
        "two": {"Items": [{"Id": "bb"}, {"Id": "aa"}], "aa": 1},
    }

    result = transformed(tree, make.key_value("Id"), make.key_value("Name"))

    assert result == {
        "one": {"Id": "<id:1>", "Name": "<name:1>", "Url": "http://host/<id:1>?n=<name:1>"},
        "two": {"Items": [{"Id": "<id:2>"}, {"Id": "<id:1>"}], "<id:1>": 1},
    }


def test_a_value_that_has_a_token_keeps_it_under_another_label() -> None:
    result = transformed(
        {"A": "v", "B": "v", "C": "w"}, make.key_value("A"), make.key_value("B"), make.key_value("C")
    )

    assert result == {"A": "<a:1>", "B": "<a:1>", "C": "<c:1>"}


def test_replacements_run_in_the_order_of_their_registration() -> None:
    tree = {"Name": "foo", "Other": "foobar", "Longer": "foobar"}

    assert transformed(tree, make.key_value("Name"), make.key_value("Longer")) == {
        "Name": "<name:1>",
        "Other": "<name:1>bar",
        "Longer": "<name:1>bar",
    }


def test_quotes_in_a_referenced_value_are_found_in_the_text() -> None:
    assert transformed({"ETag": '"abc"'}, make.key_value("ETag")) == {"ETag": "<e-tag:1>"}


def test_a_selected_value_is_not_walked_into() -> None:
    transformer = KeyValueBasedTransformer(
        lambda key, value: value if key in ("Outer", "Id") else None, "x", replace_reference=False
    )

    assert transformed({"Outer": {"Id": 1}, "Id": 2}, transformer) == {"Outer": "x", "Id": "x"}


def test_a_part_of_a_string_can_be_selected() -> None:
    find = re.compile(r"[0-9]+")

    def number(key: str, value: Any) -> str | None:
        found = find.search(value) if key == "A" else None
        return found[0] if found else None

    assert transformed({"A": "run 17"}, KeyValueBasedTransformer(number, "n", replace_reference=False)) == {
        "A": "run n"
    }
    assert transformed({"A": "run 17"}, KeyValueBasedTransformer(number, "n")) == {"A": "run <n:1>"}


@pytest.mark.parametrize("empty", [None, ""], ids=["null", "empty"])
def test_key_value_leaves_empty_values(empty: Any) -> None:
    assert transformed({"Id": empty}, make.key_value("Id")) == {"Id": empty}
    assert transformed({"Id": empty}, make.key_value("Id", reference_replacement=False)) == {"Id": empty}


def test_key_value_without_reference_puts_the_replacement_there() -> None:
    tree = {"Size": 17, "Id": "a", "Text": "a"}

    result = transformed(
        tree, make.key_value("Size", "<size>", reference_replacement=False), make.key_value("Id", None, False)
    )

    assert result == {"Size": "<size>", "Id": "id", "Text": "a"}


def test_a_reference_to_a_number_is_refused_with_the_way_out() -> None:
    with pytest.raises(TransformError, match="reference_replacement=False"):
        transformed({"Size": 17}, make.key_value("Size"))


def test_a_function_names_the_replacement_of_each_value() -> None:
    transformer = make.key_value_replacement_function("Id", lambda key, value: f"{key}-{value[0]}")

    assert isinstance(transformer, KeyValueBasedTransformerFunctionReplacement)
    assert transformed({"L": [{"Id": "ab"}, {"Id": "cd"}]}, transformer) == {
        "L": [{"Id": "<Id-a:1>"}, {"Id": "<Id-c:1>"}]
    }


def test_jsonpath_replaces_by_reference_or_by_placeholder() -> None:
    tree = {"get": {"Owner": {"ID": "o"}, "Grantee": {"ID": "g"}, "Size": 1}}

    result = transformed(
        tree,
        make.jsonpath("$..Owner.ID", "owner"),
        make.jsonpath("$.get.Size", "<size>", reference_replacement=False),
    )

    assert result == {"get": {"Owner": {"ID": "<owner:1>"}, "Grantee": {"ID": "g"}, "Size": "<size>"}}


def test_regex_and_text_work_on_the_text() -> None:
    tree = {"a.b": "a.b axb 2024-01"}

    result = transformed(tree, make.text("a.b", "T"), make.regex(r"(\d{4})-\d\d", r"\1"))

    assert result == {"T": "T axb 2024"}


def test_json_strings_are_parsed_with_all_those_inside() -> None:
    text = json.dumps([{"Any": '{"a": 1}'}, " [2]", "{not", "3"])
    tree = {"Policy": text, "Other": "[1]", "L": [{"Policy": "[not"}, {"Policy": ["[1]"]}]}

    assert transformed(tree, make.json_string("Policy")) == {
        "Policy": [{"Any": {"a": 1}}, [2], "{not", "3"],
        "Other": "[1]",
        "L": [{"Policy": "[not"}, {"Policy": ["[1]"]}],
    }


@pytest.mark.parametrize(
    ("key_function", "expected"),
    [(None, ["a", "b"]), (lambda item: -ord(item), ["b", "a"])],
    ids=["text", "function"],
)
def test_lists_of_a_key_are_sorted(key_function: Any, expected: Sequence[str]) -> None:
    tree = {"x": [{"L": ["b", "a"]}], "M": ["b", "a"]}

    assert transformed(tree, make.sorting("L", key_function)) == {"x": [{"L": expected}], "M": ["b", "a"]}


@pytest.mark.parametrize(
    ("items", "expected"),
    [([10, 9], [9, 10]), ([{"b": 1}, {"a": 2}], [{"a": 2}, {"b": 1}]), ([1, "0"], ["0", 1])],
    ids=["numbers", "dicts", "mixed"],
)
def test_what_does_not_compare_sorts_by_its_text(items: list[Any], expected: list[Any]) -> None:
    assert transformed({"L": items}, make.sorting("L")) == {"L": expected}


def test_only_lists_are_sorted() -> None:
    with pytest.raises(TransformError, match=r"""only lists are sorted, found 'ba' under "L\""""):
        transformed({"x": {"L": "ba"}}, make.sorting("L"))


def test_a_key_is_removed_from_every_match() -> None:
    tree = {"K": {"K": 1}, "L": [{"K": 2, "a": {"K": 3}}]}

    assert transformed(tree, make.remove_key("K")) == {"K": {}, "L": [{"a": {}}]}


def test_key_value_leaves_what_lies_in_a_list_directly_inside_a_list() -> None:
    tree = {"Rows": [[{"Id": "a"}], {"Id": "b", "Cells": [{"Id": "c"}]}]}

    assert transformed(tree, make.key_value("Id")) == {
        "Rows": [[{"Id": "a"}], {"Id": "<id:1>", "Cells": [{"Id": "<id:2>"}]}]
    }


def test_without_a_function_the_key_in_hyphens_names_the_replacement() -> None:
    assert transformed({"RoleId": "r"}, make.key_value_replacement_function("RoleId")) == {
        "RoleId": "<role-id:1>"
    }


def test_a_function_may_change_the_tree_and_register_replacements() -> None:
    def count(tree: dict[str, Any], context: TransformContext) -> dict[str, Any]:
        context.register_serialized_replacement(lambda text: text.replace("x", "y"))
        return {**tree, "count": len(tree)}

    assert transformed({"a": "x"}, GenericTransformer(count)) == {"a": "y", "count": 1}


def test_metadata_is_reduced_to_its_status_except_in_lists() -> None:
    metadata = {"RequestId": "r", "HTTPStatusCode": 200, "HTTPHeaders": {"content-type": "text/xml"}}

    result = transformed(
        {"a": {"ResponseMetadata": dict(metadata)}, "L": [{"ResponseMetadata": dict(metadata)}]},
        ResponseMetaDataTransformer(),
    )

    assert result == {
        "a": {"ResponseMetadata": {"HTTPHeaders": {}, "HTTPStatusCode": 200}},
        "L": [{"ResponseMetadata": metadata}],
    }


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"HTTPStatusCode": 200, "RequestId": "r"}, {"HTTPStatusCode": 200, "RequestId": "r"}),
        ({"HTTPHeaders": None, "RequestId": "r"}, {"HTTPHeaders": None, "RequestId": "r"}),
        ({"HTTPHeaders": {"a": "b"}, "HTTPStatusCode": 0}, {"HTTPHeaders": {}}),
        ({"HTTPHeaders": {"content_type": "c", "a": "b"}}, {"HTTPHeaders": {"content_type": "c"}}),
        ("text", "text"),
    ],
    ids=["no-headers", "null-headers", "no-status", "content_type", "text"],
)
def test_metadata_without_headers_stays(metadata: Any, expected: Any) -> None:
    assert transformed({"a": {"ResponseMetadata": metadata}}, ResponseMetaDataTransformer()) == {
        "a": {"ResponseMetadata": expected}
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2025, 1, 2), "<datetime>"),
        ("2025-01-02T03:04:05Z", "<timestamp:2022-07-13T13:48:01Z>"),
        ("2025-01-02T03:04:05.678Z", "<timestamp:2022-07-13T13:48:01.000Z>"),
        ("2025-01-02T03:04:05.678+0100", "<timestamp:2022-07-13T13:48:01.000+0000>"),
        ("2025-01-02T03:04:05.678901+01:00", "<timestamp:2022-07-13T13:48:01.000000+00:00>"),
        ("2025-01-02T03:04:05Z and more", "<timestamp:2022-07-13T13:48:01Z>"),
        ("2025-01-02T03:04:05.678901Z", "2025-01-02T03:04:05.678901Z"),
        ("2025-01-02T03:04:05+02:00", "2025-01-02T03:04:05+02:00"),
        ("2025-01-02T03:04:05", "2025-01-02T03:04:05"),
        ("2025-01-02", "2025-01-02"),
        ("at 2025-01-02T03:04:05Z", "at 2025-01-02T03:04:05Z"),
        (1700000000, 1700000000),
    ],
    ids=str,
)
def test_times_become_one_instant_in_the_same_form(value: Any, expected: Any) -> None:
    assert transformed({"L": [{"t": value}, [value]]}, TimestampTransformer()) == {
        "L": [{"t": expected}, [expected]]
    }
