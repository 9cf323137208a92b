"""What is said about an environment."""

from __future__ import annotations

import pytest

from localstack.config.checking import misspelt_names, notes


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PRESISTENCE", "PERSISTENCE"),
        ("GATEWAY_LISTENS", "GATEWAY_LISTEN"),
        ("SQS_ENDPOINT_STRATGY", "SQS_ENDPOINT_STRATEGY"),
        ("LOCALSTACK_HOTS", "LOCALSTACK_HOST"),
        ("LOCALSTACK_DEBGU", "LOCALSTACK_DEBUG"),
    ],
)
def test_a_misspelt_variable_is_named_with_the_nearest(name: str, meant: str) -> None:
    assert notes({name: "1"}) == [f"{name} is no variable of ours: did you mean {meant}?"]


@pytest.mark.parametrize(
    "name",
    [
        "PATH",
        "DEBUGGER_PORT",
        "HOSTNAME",
        "AWS_REGION",
        "SERVICE",
        "PROVIDER_OVERRIDE_S3",
        "LOCALSTACK_HOSTNAME",
    ],
)
def test_variables_of_others_are_left_alone(name: str) -> None:
    assert notes({name: "1"}) == []


def test_an_unknown_variable_with_our_prefix_is_named() -> None:
    (note,) = notes({"LOCALSTACK_WHATEVER": "1"})

    assert note == "LOCALSTACK_WHATEVER is no variable of ours; docs/configuration.md lists them"


def test_a_variable_that_is_surely_ours_may_be_less_alike() -> None:
    assert list(misspelt_names(["DEBGU"])) == []
    assert list(misspelt_names(["DEBGU"], ours=True)) == ["DEBGU is no variable of ours: did you mean DEBUG?"]


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("DEBUG", "yes", "did you mean 1?"),
        ("DEBUG", "off", "did you mean 0?"),
        ("DEBUG", "ture", "did you mean true?"),
        ("DEBUG", "loud", "did you mean 1 or 0?"),
        ("SQS_ENDPOINT_STRATEGY", "dynamc", "did you mean dynamic?"),
        ("SQS_ENDPOINT_STRATEGY", "x", "it must be one of standard, domain, path, dynamic, off"),
    ],
)
def test_a_misspelt_value_is_named_with_the_nearest(name: str, value: str, hint: str) -> None:
    (note,) = notes({name: value})

    assert note.startswith(f"{name}={value!r} is ")
    assert hint in note


def test_variables_without_effect_share_one_note_with_the_reasons() -> None:
    (note,) = notes({"USE_SSL": "1", "DNS_PORT": "53", "LOCALSTACK_DNS_SERVER": "1.1.1.1"})

    assert "USE_SSL (there is one server" in note
    assert "DNS_PORT, DNS_SERVER (there is no DNS server)" in note


def test_an_environment_in_order_gives_no_note() -> None:
    assert notes({"DEBUG": "1", "GATEWAY_LISTEN": ":4510", "SQS_ENDPOINT_STRATEGY": "PATH"}) == []
