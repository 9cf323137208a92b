"""Number 1: replacements in the tree, and numbers that follow the recording."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from botocore.response import StreamingBody
from hypothesis import given
from hypothesis import strategies as st

from pytest_localstack.snapshot.aws import AwsTransform, environment_transformers
from pytest_localstack.snapshot.context import TransformContext
from pytest_localstack.snapshot.diff import compare
from pytest_localstack.snapshot.environment import SnapshotEnvironment
from pytest_localstack.snapshot.errors import TransformError
from pytest_localstack.snapshot.normalising.by_tree import TreeNormaliser
from pytest_localstack.snapshot.transform import Transform
from pytest_localstack.snapshot.transformers import GenericTransformer, Transformer
from pytest_localstack.snapshot.tree import canonical, observed

make = Transform()


def normalised(
    state: dict[str, Any], *transformers: Transformer, recorded: dict[str, Any] | None = None
) -> Any:
    return TreeNormaliser().normalise(observed(state), transformers, recorded=recorded)


def equal(recorded: dict[str, Any], state: dict[str, Any], *transformers: Transformer) -> list[bool]:
    content = normalised(state, *transformers, recorded=recorded)
    return [bool(compare(key, value, content.get(key))) for key, value in recorded.items()]


class TestReferences:
    def test_a_value_is_replaced_as_a_whole_and_in_arns_urls_and_json(self) -> None:
        state = {
            "create": {
                "Name": "orders",
                "Arn": "arn:aws:sqs:eu-west-1:1:orders",
                "Url": "https://sqs.eu-west-1.amazonaws.com/1/orders?name=orders",
                "Policy": [json.dumps({"Resource": "orders"})],
                "orders": True,
            }
        }

        assert normalised(state, make.key_value("Name")) == {
            "create": {
                "Arn": "arn:aws:sqs:eu-west-1:1:<name:1>",
                "Name": "<name:1>",
                "Policy": ['{"Resource": "<name:1>"}'],
                "Url": "https://sqs.eu-west-1.amazonaws.com/1/<name:1>?name=<name:1>",
                "<name:1>": True,
            }
        }

    def test_not_inside_words(self) -> None:
        state = {"get": {"Name": "foo", "Longer": "food", "Joined": "foo-bar", "File": "foo.txt"}}

        assert normalised(state, make.key_value("Name"))["get"] == {
            "File": "foo.txt",
            "Joined": "foo-bar",
            "Longer": "food",
            "Name": "<name:1>",
        }

    def test_the_longest_first_whatever_the_order_of_registration(self) -> None:
        state = {"get": {"A": "foo", "B": "foo:bar", "C": ["foo:bar", "foo"]}}

        assert normalised(state, make.key_value("A"), make.key_value("B"))["get"] == {
            "A": "<a:1>",
            "B": "<b:1>",
            "C": ["<b:1>", "<a:1>"],
        }

    def test_a_short_value_does_not_devastate_the_rest(self) -> None:
        state = {"get": {"Id": "1", "Size": 11, "Date": "2011-01-01", "One": "1"}}

        assert normalised(state, make.key_value("Id"))["get"] == {
            "Date": "2011-01-01",
            "Id": "<id:1>",
            "One": "<id:1>",
            "Size": 11,
        }

    @pytest.mark.parametrize("value", [7, 1.5, True, ["a"], {"b": 1}], ids=repr)
    def test_a_value_that_is_no_string_has_its_token_where_it_was_found(self, value: Any) -> None:
        state = {"one": {"Id": value, "Other": value}, "two": {"Id": value}}

        assert normalised(state, make.key_value("Id")) == {
            "one": {"Id": "<id:1>", "Other": value},
            "two": {"Id": "<id:1>"},
        }

    def test_a_number_and_its_text_are_two_values(self) -> None:
        state = {"get": [{"Id": 1}, {"Id": "1"}, {"Id": True}]}

        assert normalised(state, make.key_value("Id"))["get"] == [
            {"Id": "<id:1>"},
            {"Id": "<id:2>"},
            {"Id": "<id:3>"},
        ]

    def test_a_jsonpath_finds_them_too(self) -> None:
        state = {"get": {"Items": [{"Size": 1}, {"Size": 2}]}}

        assert normalised(state, make.jsonpath("$..Items[*].Size", "size"))["get"] == {
            "Items": [{"Size": "<size:1>"}, {"Size": "<size:2>"}]
        }

    def test_lists_inside_lists_are_searched(self) -> None:
        assert normalised({"get": [[{"Id": "a"}]]}, make.key_value("Id")) == {"get": [[{"Id": "<id:1>"}]]}


class TestRenaming:
    def recorded(self) -> dict[str, Any]:
        return {"list": {"Ids": ["<id:1>", "<id:2>"]}, "get": {"Id": "<id:2>"}}

    def state(self, *ids: str) -> dict[str, Any]:
        return {"list": {"Ids": [*ids[:2]]}, "get": {"Id": ids[2]}}

    def ids(self, *values: str) -> Sequence[Transformer]:
        def register(tree: Any, ctx: TransformContext) -> Any:
            for value in values:
                ctx.register_reference(value, "id")
            return tree

        return [GenericTransformer(register)]

    @pytest.mark.parametrize("order", ["ab", "ba"])
    def test_the_order_in_which_values_are_met_does_not_count(self, order: str) -> None:
        assert equal(self.recorded(), self.state("a", "b", "b"), *self.ids(*order)) == [True, True]

    def test_an_inconsistent_renaming_is_a_difference_at_its_place(self) -> None:
        content = normalised(self.state("a", "b", "a"), *self.ids("a", "b"), recorded=self.recorded())

        results = [compare(key, self.recorded()[key], content[key]) for key in ("list", "get")]

        assert [bool(result) for result in results] == [True, False]
        assert [difference.path for difference in results[1].differences] == [("Id",)]

    def test_two_values_that_were_one_are_a_difference(self) -> None:
        recorded = {"get": {"A": "<id:1>", "B": "<id:1>"}}

        assert equal(recorded, {"get": {"A": "a", "B": "b"}}, *self.ids("a", "b")) == [False]

    def test_one_value_that_was_two_is_a_difference(self) -> None:
        recorded = {"get": {"A": "<id:1>", "B": "<id:2>"}}

        assert equal(recorded, {"get": {"A": "a", "B": "a"}}, *self.ids("a")) == [False]

    def test_a_match_in_front_renumbers_nothing(self) -> None:
        state = {"new": {"Id": "z"}, **self.state("a", "b", "b")}

        content = normalised(state, *self.ids("z", "a", "b"), recorded=self.recorded())

        assert content == {"new": {"Id": "<id:3>"}, **self.recorded()}

    def test_text_that_only_looks_like_a_token_is_never_renamed(self) -> None:
        assert equal({"get": {"Text": "<id:1>"}}, {"get": {"Text": "<id:2>"}}) == [False]

    def test_tokens_in_keys_are_paired_by_their_values(self) -> None:
        recorded = {"get": {"<id:1>": {"Name": "x"}, "<id:2>": {"Name": "y"}}}

        assert equal(recorded, {"get": {"b": {"Name": "y"}, "a": {"Name": "x"}}}, *self.ids("b", "a")) == [
            True
        ]


class TestWrittenForm:
    @pytest.mark.parametrize(
        ("value", "form"),
        [
            (Decimal("1.10"), {"$decimal": "1.10"}),
            (b"text", {"$bytes": "text"}),
            (b"\xff\x00", {"$base64": "/wA="}),
            ({2, 10, 1}, {"$set": [1, 10, 2]}),
            (datetime(2025, 1, 2, tzinfo=UTC), {"$datetime": "2025-01-02T00:00:00+00:00"}),
            (float("inf"), {"$float": "inf"}),
            (uuid.UUID(int=1), {"$uuid": "00000000-0000-0000-0000-000000000001"}),
        ],
        ids=repr,
    )
    def test_a_value_that_json_lacks_differs_from_its_text(self, value: Any, form: Any) -> None:
        content = normalised({"get": {"Value": value}})

        assert content == {"get": {"Value": form}}
        assert equal(content, {"get": {"Value": str(value)}}) == [False]
        assert equal(content, {"get": {"Value": value}}) == [True]

    def test_a_stream_is_read_once_and_still_readable(self) -> None:
        body = StreamingBody(io.BytesIO(b"\xff\x00"), 2)

        content = normalised({"get": {"Body": body}})

        assert content == {"get": {"Body": {"$base64": "/wA="}}}
        assert body.read() == b"\xff\x00"

    def test_references_are_replaced_inside_bytes_that_are_text(self) -> None:
        assert normalised({"get": {"Id": "x1", "Data": b"id=x1"}}, make.key_value("Id"))["get"]["Data"] == {
            "$bytes": "id=<id:1>"
        }

    def test_two_keys_that_become_one_are_both_kept(self) -> None:
        state = {"get": {"eu-west-1": 1, "<region>": 2}}

        content = normalised(state, *environment_transformers(SnapshotEnvironment("1" * 12, "eu-west-1")))

        assert sorted(content["get"].values()) == [1, 2]

    def test_what_has_no_text_of_its_own_is_refused(self) -> None:
        with pytest.raises(TransformError, match="place in memory"):
            normalised({"get": {"Value": object()}})


class TestBasics:
    def test_the_content_type_is_kept_in_lists_too(self) -> None:
        metadata = {
            "HTTPStatusCode": 200,
            "RequestId": "r",
            "HTTPHeaders": {"content-type": "text/xml", "date": "today"},
        }
        kept = {"HTTPHeaders": {"content-type": "text/xml"}, "HTTPStatusCode": 200}

        content = normalised(
            {"get": {"ResponseMetadata": metadata, "All": [{"ResponseMetadata": metadata}]}},
            *AwsTransform.basic(),
        )

        assert content == {"get": {"All": [{"ResponseMetadata": kept}], "ResponseMetadata": kept}}

    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("2025-01-02T03:04:05Z", "<timestamp:2022-07-13T13:48:01Z>"),
            ("2025-01-02T03:04:05.123456-05:00", "<timestamp:2022-07-13T13:48:01.000000+00:00>"),
            ("2025-01-02T03:04:05Z and more", "2025-01-02T03:04:05Z and more"),
        ],
    )
    def test_a_timestamp_of_any_form_is_replaced(self, text: str, form: str) -> None:
        assert normalised({"get": {"At": text}}, *AwsTransform.basic()) == {"get": {"At": form}}

    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("arn:aws:sqs:eu-west-1:123456789012:q", "arn:<partition>:sqs:<region>:111111111111:q"),
            ("bucket-123456789012-eu-west-1", "bucket-111111111111-<region>"),
            ("eu-west-1b", "<region>b"),
            ("meu-west-12", "meu-west-12"),
            ("91234567890120", "91234567890120"),
        ],
    )
    def test_account_and_region_are_replaced_but_not_inside_words(self, text: str, form: str) -> None:
        where = SnapshotEnvironment("123456789012", "eu-west-1")

        assert normalised({"get": {"Text": text}}, *environment_transformers(where)) == {
            "get": {"Text": form}
        }


class TestFunctionsOfText:
    def test_a_transformer_of_a_user_sees_the_json_text(self) -> None:
        def register(tree: Any, ctx: TransformContext) -> Any:
            ctx.register_serialized_replacement(lambda text: text.replace('"Size": 17', '"Size": "<size>"'))
            return tree

        assert normalised({"get": {"Size": 17}}, GenericTransformer(register)) == {"get": {"Size": "<size>"}}

    def test_one_that_leaves_no_json_is_named(self) -> None:
        with pytest.raises(
            TransformError, match=r"(?s)\"get\" is no JSON after its replacements.* a narrower text"
        ):
            normalised({"get": {"Size": 17}}, make.text('"', ""))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab-<:1>", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["Id", "Name", "X"]), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["one", "two"]), JSON))
def test_a_recording_equals_another_run_of_itself(state: dict[str, Any]) -> None:
    recorded = json.loads(json.dumps(normalised(state, make.key_value("Id"))))

    assert all(equal(recorded, state, make.key_value("Id")))
    assert normalised(state, make.key_value("Id"), recorded=recorded) == recorded


@given(JSON, JSON)
def test_without_references_only_equal_values_are_equal(one: Any, other: Any) -> None:
    recorded = normalised({"get": one})

    assert equal(recorded, {"get": other}) == [canonical(one) == canonical(normalised({"get": other})["get"])]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.permutations(range(4)), st.randoms())
def test_other_values_in_the_same_places_are_equal(places: list[int], names: list[int], random: Any) -> None:
    def state(prefix: str, order: Sequence[int]) -> dict[str, Any]:
        return {"list": [{"Id": f"{prefix}{order[place]}"} for place in places]}

    recorded = normalised(state("a", range(4)), make.key_value("Id"))
    other = state("b", names)
    index = random.randrange(len(places))

    assert equal(recorded, other, make.key_value("Id")) == [True]

    other["list"][index]["Id"] = "changed"
    alone = places.count(places[index]) == 1
    assert equal(recorded, other, make.key_value("Id")) == [alone]
