"""Single variables as truths and lists."""

from __future__ import annotations

import pytest

from localstack.config import (
    eval_log_type,
    is_env_not_false,
    is_env_true,
    parse_boolean_env,
    parse_comma_separated_list,
)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("1", True),
        ("true", True),
        ("True", True),
        (" TRUE ", True),
        ("0", False),
        ("false", False),
        ("False", False),
        ("", None),
        ("yes", None),
        ("2", None),
    ],
)
def test_a_truth_is_1_or_true_0_or_false_or_nothing(
    text: str, truth: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_FLAG", text)

    assert parse_boolean_env("SOME_FLAG") is truth
    assert is_env_true("SOME_FLAG") is (truth is True)
    assert is_env_not_false("SOME_FLAG") is (truth is not False)


def test_an_unset_variable_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_FLAG", raising=False)

    assert parse_boolean_env("SOME_FLAG") is None
    assert not is_env_true("SOME_FLAG")
    assert is_env_not_false("SOME_FLAG")


@pytest.mark.parametrize(
    ("text", "level"), [("Trace", "trace"), ("warn", "warn"), ("loud", False), ("", False)]
)
def test_a_log_level_is_one_of_those_there_are(
    text: str, level: str | bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_LOG", text)

    assert eval_log_type("SOME_LOG") == level


def test_a_list_has_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_LIST", "a, b,,c ")

    assert parse_comma_separated_list("SOME_LIST") == ["a", "b", "c"]
    assert parse_comma_separated_list("NO_SUCH_LIST") == []
