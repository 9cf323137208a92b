"""Messages: digests of attributes, receipt handles, what may be sent, what is shown."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.sqs.errors import InvalidParameterValue, ReceiptHandleIsInvalid
from localstack_providers.sqs.message import MessageAttribute, md5_of_attributes
from localstack_providers.sqs.message_shapes import select_attributes, size_of
from localstack_providers.sqs.message_validation import (
    check_body,
    check_size,
    parse_attributes,
    parse_system_attributes,
)
from localstack_providers.sqs.receipt_handle import ReceiptHandle

from localstack.aws.errors import ServiceException

ARN = "arn:aws:sqs:us-east-1:111111111111:orders"
NAMES = ("General", "Hello", "Help.Me")


def string(value: str) -> dict[str, Any]:
    return {"DataType": "String", "StringValue": value}


@pytest.mark.parametrize(
    ("names", "digest"),
    [
        (NAMES, "4c360f3fdafd970e05fae2f149d997f5"),
        (("General", "Hello"), "fca026605781cb4126a1e9044df24232"),
        (("Hello",), "a311262e065454b75da111d535b8dacd"),
        (("Help.Me", "Hello"), "83fee93c1bcd8b9a5a923ffacdc636c7"),
    ],
)
def test_the_digest_of_attributes_is_that_of_aws(names: tuple[str, ...], digest: str) -> None:
    values = {"General": "Kenobi", "Hello": "There", "Help.Me": "Me"}

    assert md5_of_attributes({name: MessageAttribute("String", values[name]) for name in names}) == digest


def test_the_digest_tells_binary_from_text() -> None:
    text = md5_of_attributes({"a": MessageAttribute("String", "x")})
    binary = md5_of_attributes({"a": MessageAttribute("String", b"x")})

    assert text != binary


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["All"], NAMES),
        ([".*"], NAMES),
        (["*"], NAMES),
        (["Hello", "Missing"], ("Hello",)),
        (["Hel.*"], ("Hello", "Help.Me")),
        (["Hel"], ()),
    ],
    ids=["all", "dot star", "star", "names", "prefix", "part of a name"],
)
def test_message_attributes_are_selected_by_name(wanted: list[str], expected: tuple[str, ...]) -> None:
    attributes = {name: MessageAttribute("String", "x") for name in NAMES}

    assert tuple(select_attributes(attributes, wanted)) == expected


def test_a_receipt_handle_is_read_back() -> None:
    handle = ReceiptHandle(ARN, "id", 7, 2)

    assert ReceiptHandle.decode(handle.encode(), ARN) == handle


@pytest.mark.parametrize("text", ["?", "aGVsbG8=", ReceiptHandle(ARN + "2", "id", 7, 2).encode(), "äöü"])
def test_what_is_no_receipt_handle_of_the_queue_is_refused(text: str) -> None:
    with pytest.raises(ReceiptHandleIsInvalid, match="is not a valid receipt handle"):
        ReceiptHandle.decode(text, ARN)


@pytest.mark.parametrize("body", ["a\tb\r\nc", "\ue000\ufffd", "\U00010000", "\ud7ff"])
def test_a_body_may_have_every_character_of_xml(body: str) -> None:
    check_body(body)


@pytest.mark.parametrize("body", ["\x00", "a\x0bb", "\x1f", "\ufffe", "\ud800"])
def test_a_body_with_another_character_is_refused(body: str) -> None:
    with pytest.raises(ServiceException) as caught:
        check_body(body)

    assert caught.value.code == "InvalidMessageContents"


@pytest.mark.parametrize(
    ("entry", "size"),
    [
        ({"MessageBody": "abc"}, 3),
        ({"MessageBody": "äöü"}, 6),
        ({"MessageBody": "a", "MessageAttributes": {"nn": string("vvv")}}, 1 + 2 + 6 + 3),
        (
            {
                "MessageBody": "a",
                "MessageAttributes": {"nn": {"DataType": "Binary", "BinaryValue": b"\0\1"}},
            },
            1 + 2 + 6 + 2,
        ),
        ({"MessageBody": "a", "MessageSystemAttributes": {"AWSTraceHeader": string("x")}}, 1),
    ],
    ids=["ascii", "utf-8", "string attribute", "binary attribute", "system attribute"],
)
def test_a_message_is_as_long_as_its_body_and_attributes(entry: dict[str, Any], size: int) -> None:
    assert size_of(entry) == size


def test_a_message_may_be_as_long_as_the_limit_and_no_longer() -> None:
    check_size(1024, 1024)
    with pytest.raises(InvalidParameterValue) as caught:
        check_size(1025, 1024)

    expected = "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."
    assert caught.value.message == expected


@pytest.mark.parametrize(
    ("data_type", "value", "expected"),
    [
        ("String", {"StringValue": "x"}, "x"),
        ("String.label", {"StringValue": "x"}, "x"),
        ("Number", {"StringValue": "-1.5e3"}, "-1.5e3"),
        ("Binary.png", {"BinaryValue": b"\0"}, b"\0"),
    ],
)
def test_attributes_have_a_type_with_or_without_a_label(
    data_type: str, value: dict[str, Any], expected: str | bytes
) -> None:
    parsed = parse_attributes({"a": {"DataType": data_type, **value}})

    assert parsed == {"a": MessageAttribute(data_type, expected)}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("a", string(""), "Message (user) attribute 'a' must contain a non-empty value of type 'String'."),
        ("a", {"DataType": "Bool", "StringValue": "x"}, "supported type prefixes: Binary, Number, String."),
        ("a", {"StringValue": "x"}, "must contain a non-empty type"),
        ("a", {"DataType": "Number", "StringValue": "x"}, "to a number"),
        ("a", {"DataType": "Binary", "StringValue": "x"}, "a non-empty value of type 'Binary'"),
        ("a", string("\x01"), "Invalid characters found"),
        ("a", {"DataType": "String", "StringListValues": ["x"]}, "list values in SendMessage operation"),
        ("a b", string("x"), "'#x20' was found"),
        (".a", string("x"), "starting with character '.'"),
        ("a.", string("x"), "ending with character '.'"),
        ("a..b", string("x"), "successive '.' character"),
        ("aws.a", string("x"), "beginning with 'AWS.' or 'Amazon.'"),
        ("a" * 257, string("x"), "must be less than 256 bytes"),
    ],
)
def test_an_invalid_message_attribute_is_refused(name: str, value: dict[str, Any], message: str) -> None:
    with pytest.raises(ServiceException) as caught:
        parse_attributes({name: value})

    assert message in caught.value.message


def test_a_message_has_ten_attributes_at_most() -> None:
    with pytest.raises(InvalidParameterValue, match=r"\[11\] exceeds the allowed maximum \[10\]"):
        parse_attributes({f"a{number}": string("x") for number in range(11)})


@pytest.mark.parametrize(
    ("name", "value"),
    [("Other", string("x")), ("AWSTraceHeader", {"DataType": "Number", "StringValue": "1"})],
)
def test_the_only_system_attribute_is_a_trace_header(name: str, value: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterValue):
        parse_system_attributes({name: value})
