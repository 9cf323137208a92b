"""The gate: nothing planted passes it, and what is no secret does."""

from __future__ import annotations

import base64
import json
import time
from typing import Any
from urllib.parse import quote

import pytest

from pytest_localstack.snapshot.redaction import Gate
from pytest_localstack.snapshot.sensitive import Kind, kind_of, redacted
from tests.unit.snapshot import planted
from tests.unit.snapshot.planted import (
    ACCESS_KEY,
    ACCOUNT,
    AUTHORIZATION,
    CREDENTIALS,
    E_MAIL,
    JWT,
    PASSWORD,
    PEM,
    SECRET_KEY,
    SESSION_TOKEN,
    SIGNATURE,
    URL,
)

# What gives each value away: a name, a form, or both.
SOURCES: dict[str, Any] = {
    "Arn": f"arn:aws:iam::{ACCOUNT}:role/r",
    "QueueUrl": f"https://sqs.eu-west-1.amazonaws.com/{ACCOUNT}/q",
    "Credentials": {**CREDENTIALS, "Token": JWT},
    "Key": {"AccessKeyId": ACCESS_KEY},
    "Password": PASSWORD,
    "User": E_MAIL,
    "Url": URL,
    "Headers": {"Authorization": AUTHORIZATION},
    "KeyMaterial": PEM,
}


def everywhere(value: str) -> dict[str, Any]:
    """Show a value in all the places a response has."""
    document = json.dumps({"deep": [{"value": value}], "text": f"it is {value} indeed"})
    return {
        "plain": value,
        "in a list": ["first", value],
        value: "as a key",
        "in a sentence": f"Value {value} is not authorized.",
        "in JSON": document,
        "in JSON in JSON": json.dumps({"outer": document}),
        "in a URL": f"https://host/path/{quote(value, safe='')}?a=1&b={quote(value, safe='')}",
        "in XML": f"<Error><Detail>{value}</Detail></Error>",
        "in bytes": repr(f"data {value} more".encode()),
        "in base64": base64.b64encode(f"first {value} last".encode()).decode(),
        "in base64 of JSON": base64.b64encode(document.encode()).decode(),
    }


@pytest.mark.parametrize("value", planted.EACH.values(), ids=planted.EACH)
@pytest.mark.parametrize("place", list(everywhere("x")))
def test_a_value_given_away_in_one_place_is_replaced_in_every_other(value: str, place: str) -> None:
    if value == planted.PEM_BODY:
        value = PEM
    name = value if place == "x" else place
    observed = {"response": SOURCES, "elsewhere": {name: everywhere(value)[name]}}

    shown = json.dumps(Gate(observed).matches({}, observed))

    assert value not in shown
    assert json.dumps(value)[1:-1] not in shown
    assert quote(value, safe="") not in shown
    for text in _decoded(json.loads(shown)["elsewhere"]):
        assert value not in text
    assert "<redacted:" in shown


def _decoded(tree: Any) -> list[str]:
    texts = [str(text) for text in tree.values()]
    return [base64.b64decode(text).decode() for text in texts if text.isalnum() or text.endswith("=")]


@pytest.mark.parametrize(
    ("observed", "shown"),
    [
        ({"SecretAccessKey": SECRET_KEY}, {"SecretAccessKey": "<redacted:secret>"}),
        ({"secret_access_key": SECRET_KEY}, {"secret_access_key": "<redacted:secret>"}),
        ({"SessionToken": "any"}, {"SessionToken": "<redacted:token>"}),
        ({"x-amz-security-token": "any"}, {"x-amz-security-token": "<redacted:token>"}),
        ({"MasterUserPassword": "any"}, {"MasterUserPassword": "<redacted:secret>"}),
        ({"SecretString": "any"}, {"SecretString": "<redacted:secret>"}),
        (
            {"SecretString": {"user": "u", "pin": 12}},
            {"SecretString": {"user": "<redacted:secret>", "pin": "<redacted:secret>"}},
        ),
        ({"Name": "DB_PASSWORD", "Value": "any"}, {"Name": "DB_PASSWORD", "Value": "<redacted:secret>"}),
        ([["Authorization", "Bearer abcdef"]], [["Authorization", "<redacted:token>"]]),
        ({"Signature": SIGNATURE}, {"Signature": "<redacted:signature>"}),
        ({"OwnerId": 210987654321}, {"OwnerId": "<redacted:account-id>"}),
        ({"AccountId": "202501021530"}, {"AccountId": "<redacted:account-id>"}),
        ({"Url": "https://me:pw@host/x"}, {"Url": "https://me:<redacted:secret>@host/x"}),
        ({"Text": "aws_secret_access_key = abc/def"}, {"Text": "aws_secret_access_key = <redacted:secret>"}),
        ({"Text": "user=me&password=pw&x=1"}, {"Text": "user=me&password=<redacted:secret>&x=1"}),
        ({"Text": 'say {"password": "pw"}'}, {"Text": 'say {"password": "<redacted:secret>"}'}),
        ({"Text": "<Password>pw</Password>"}, {"Text": "<Password><redacted:secret></Password>"}),
        ({"Text": "jane%40corp.com"}, {"Text": "<redacted:e-mail>"}),
        ({"Bucket": f"logs-{ACCOUNT}-eu-west-1"}, {"Bucket": "logs-<redacted:account-id>-eu-west-1"}),
        (
            {"a@corp.com": 1, "b@corp.com": 2},
            {"<redacted:e-mail>": 1, "<redacted:e-mail>#2": 2},
        ),
    ],
)
def test_what_a_name_or_a_form_tells_is_replaced(observed: Any, shown: Any) -> None:
    assert Gate(observed).beside(None, observed) == shown


@pytest.mark.parametrize(
    "value",
    [
        {"Account": "111111111111", "Other": "000000000000", "Second": "000000000002"},
        {"Arn": "arn:<partition>:sqs:<region>:111111111111:q"},
        {"MessageId": "123e4567-e89b-12d3-a456-426614174000"},
        {"Date": "202501021530", "Phone": "+491701234567", "Size": 123456789012, "Ratio": "0.123456789012"},
        {"ETag": '"d41d8cd98f00b204e9800998ecf8427e"', "Digest": "a" * 64},
        {"NextToken": "eyJub3QiOiAiYSBqd3QifQ==", "ReceiptHandle": "AQEB0123456789", "ClientToken": "c"},
        {"SessionToken": "<session-token:1>", "Password": "***", "Signature": "<signature>"},
        {"SecretArn": "arn:aws:secretsmanager:<region>:111111111111:secret:s", "SecretId": "s"},
        {"PasswordPolicy": {"MinimumPasswordLength": 8, "RequireSymbols": True}},
        {"AuthorizationType": "NONE", "Authorization": "Unauthorized", "TokenType": "Bearer"},
        {"PWD": "/var/task", "Image": "repo/name@sha256:abc", "Path": "$[?(@.a.b)]"},
        {"RoleId": "AROAIOSFODNN7EXAMPLE", "Words": "the password is too short"},
        {"Secret": {"Name": "n"}, "ManageMasterUserPassword": True},
        None,
        [],
    ],
    ids=repr,
)
def test_what_is_no_secret_passes(value: Any) -> None:
    assert Gate(value).beside(None, value) == value


def test_what_is_recorded_already_is_compared_as_it_is() -> None:
    recorded = {"get": {"SecretString": "my_secret", "Mail": "a@corp.com", "a@corp.com": 1}}

    same = Gate(recorded).matches(recorded, recorded)
    other = Gate().matches(
        recorded, {"get": {"SecretString": "other", "Mail": "b@corp.com", "a@corp.com": 1}}
    )

    assert same == recorded
    assert other == {
        "get": {"SecretString": "<redacted:secret>", "Mail": "<redacted:e-mail>", "a@corp.com": 1}
    }


def test_what_was_replaced_when_recording_is_replaced_alike_when_compared() -> None:
    first, second = {"m": {"Password": "first", "n": 1}}, {"m": {"Password": "second", "n": 1}}

    recorded = Gate(first).matches({}, first)

    assert Gate(second).matches(recorded, second) == recorded


def test_a_value_that_the_test_fixes_stays() -> None:
    observed = {"SecretString": "mine", "Mail": "a@corp.com", "Other": "b@corp.com", ACCOUNT: "key"}

    shown = Gate(observed, kept=["mine", "a@corp.com", ACCOUNT]).beside(None, observed)

    assert shown == {
        "SecretString": "mine",
        "Mail": "a@corp.com",
        "Other": "<redacted:e-mail>",
        ACCOUNT: "key",
    }


def test_the_credentials_of_the_run_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    monkeypatch.setenv("AWS_SESSION_TOKEN", SESSION_TOKEN)

    assert Gate().text(f"debug {SECRET_KEY}") == "debug <redacted:secret>"


def test_redacting_twice_is_redacting_once() -> None:
    observed = {"response": SOURCES, "more": [everywhere(value) for value in planted.EACH.values()]}

    once = Gate(observed).matches({}, observed)

    assert Gate(observed).matches({}, once) == once
    assert Gate().matches({}, once) == once


@pytest.mark.parametrize(
    ("repeated", "end"),
    [
        ("a", "@"),
        ('"a":"', "secret"),
        ("eyJ", ""),
        ("password", ""),
        ("-----BEGIN PRIVATE KEY-----", ""),
        ("authorization: ", ""),
        ("://a:", ""),
        ("a.b-c_", "secret"),
        ("<aaa>", "</secret"),
        ('\\"', "token"),
        ("a.", "x@"),
    ],
)
def test_a_long_text_takes_time_in_proportion_to_its_length(repeated: str, end: str) -> None:
    def seconds(length: int) -> float:
        text = end + repeated * (length // len(repeated)) + end
        started = time.process_time()
        redacted(text)
        return time.process_time() - started

    # Time that grows with the square of the length would be 64 times as long.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.01)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SecretAccessKey", Kind.SECRET),
        ("aws_secret_access_key", Kind.SECRET),
        ("DB_PASSWORD", Kind.SECRET),
        ("PrivateKeyPlaintext", Kind.PRIVATE_KEY),
        ("X-Amz-Security-Token", Kind.TOKEN),
        ("IdToken", Kind.TOKEN),
        ("ValidToken", None),
        ("NextToken", None),
        ("SignatureVersion", None),
        ("SecretId", None),
        ("accountId", Kind.ACCOUNT),
        ("accounting", None),
    ],
)
def test_the_kind_of_a_name(name: str, kind: Kind | None) -> None:
    assert kind_of(name) is kind
