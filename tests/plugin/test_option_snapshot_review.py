"""`--snapshot-review`: decide in the terminal what of the differences is recorded."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.plugin.terminal import Terminal

Open = Callable[..., Terminal]
ASKED = "[?]: "

TESTS = """
    import os
    import pytest

    CHANGED = int(os.environ.get("CHANGED", "0"))

    def test_first(snapshot):
        snapshot.match("same", 1)
        snapshot.match("one", {"Size": 1 + CHANGED, "Etag": "x"})
        snapshot.match("two", {"Size": 2 + CHANGED})

    def test_second(snapshot):
        snapshot.match("three", 3 + CHANGED)
"""


@pytest.fixture
def recorded(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(test_a=TESTS, test_b=TESTS)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=4)
    monkeypatch.setenv("CHANGED", "10")


@pytest.fixture
def terminal(pytester: pytest.Pytester) -> Iterator[Open]:
    opened = []

    def terminal(*arguments: str) -> Terminal:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        opened.append(Terminal(command, pytester.path))
        return opened[-1]

    yield terminal
    for one in opened:
        one.close()


def contents(pytester: pytest.Pytester, name: str = "test_a") -> dict[str, Any]:
    recorded = json.loads((pytester.path / f"{name}.snapshot.json").read_text())
    return {key.partition("::")[2]: entry["recorded-content"] for key, entry in recorded.items()}


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("option", "capture"),
    [("--snapshot-review", "fd"), ("--localstack-snapshot-review", "sys"), ("--snapshot-review", "no")],
)
def test_each_difference_is_asked_for_and_only_what_is_accepted_is_recorded(
    terminal: Open, pytester: pytest.Pytester, option: str, capture: str
) -> None:
    asking = terminal(option, f"--capture={capture}", "test_a.py")

    first = asking.read_until(ASKED)
    asking.type("a\n")
    second = asking.read_until(ASKED)
    asking.type("r\n")
    third = asking.read_until(ASKED)
    asking.type("s\n")
    code, rest = asking.end()

    assert "- 1 of 3 -" in first
    assert "test_a.py::test_first\n" in first
    assert "one  test_a.py:8\n" in first
    assert "  (~) $.Size 1 -> 11\n" in first
    assert "recorded one\n" in second
    assert "  (~) $.Size 2 -> 12\n" in second
    assert "three  test_a.py:12\n" in third
    assert "snapshot review: 1 accepted, 1 rejected, 1 undecided\n" in rest
    assert "rejected: test_a.py::test_first two\n" in rest
    assert code == pytest.ExitCode.TESTS_FAILED
    assert contents(pytester) == {
        "test_first": {"same": 1, "one": {"Etag": "x", "Size": 11}, "two": {"Size": 2}},
        "test_second": {"three": 3},
    }


@pytest.mark.usefixtures("recorded")
def test_all_of_a_file_are_accepted_at_once_and_the_next_run_passes(
    terminal: Open, pytester: pytest.Pytester
) -> None:
    asking = terminal("--snapshot-review")

    asking.read_until(ASKED)
    asking.type("f\n")
    other_file = asking.read_until(ASKED)
    asking.type("q\n")
    _, rest = asking.end()

    assert "recorded one\nrecorded two\nrecorded three\n" in other_file
    assert "test_b.py::test_first\n" in other_file
    assert "snapshot review: 3 accepted, 3 undecided\n" in rest
    assert contents(pytester)["test_first"] == {
        "same": 1,
        "one": {"Etag": "x", "Size": 11},
        "two": {"Size": 12},
    }
    assert contents(pytester, "test_b")["test_first"]["one"]["Size"] == 1
    pytester.runpytest("test_a.py").assert_outcomes(passed=2)


@pytest.mark.usefixtures("recorded")
def test_an_unknown_answer_is_explained_and_asked_again(terminal: Open, pytester: pytest.Pytester) -> None:
    asking = terminal("--snapshot-review", "test_a.py::test_second")

    asking.read_until(ASKED)
    asking.type("x\n")
    explained = asking.read_until(ASKED)
    asking.type("A\n")
    _, rest = asking.end()

    assert "  r  reject: keep the recording; the test goes on failing\n" in explained
    assert "snapshot review: 1 accepted\n" in rest
    assert contents(pytester)["test_second"] == {"three": 13}


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("key", ["\x04", "\x03"], ids=["end-of-input", "interrupt"])
def test_an_interruption_keeps_what_was_accepted(terminal: Open, pytester: pytest.Pytester, key: str) -> None:
    asking = terminal("--snapshot-review", "test_a.py")

    asking.read_until(ASKED)
    asking.type("a\n")
    asking.read_until(ASKED)
    asking.type(key)
    _, rest = asking.end()

    assert "snapshot review: 1 accepted, 2 undecided\n" in rest
    assert contents(pytester)["test_first"]["one"]["Size"] == 11
    assert contents(pytester)["test_first"]["two"]["Size"] == 2


@pytest.mark.usefixtures("recorded")
def test_what_was_recorded_anew_meanwhile_is_not_overwritten(
    terminal: Open, pytester: pytest.Pytester
) -> None:
    file = pytester.path / "test_a.snapshot.json"
    asking = terminal("--snapshot-review", "test_a.py::test_second")

    asking.read_until(ASKED)
    file.write_text(file.read_text().replace('"three": 3', '"three": 7'))
    asking.type("a\n")
    _, rest = asking.end()

    assert "not recorded: " in rest
    assert '"three" of test_a.py::test_second was recorded anew meanwhile' in rest
    assert "snapshot review: 1 not recorded\n" in rest
    assert contents(pytester)["test_second"] == {"three": 7}


def test_a_match_without_a_recording_is_shown_and_recorded(terminal: Open, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_a=TESTS)
    asking = terminal("--snapshot-review", "test_a.py::test_second")

    shown = asking.read_until(ASKED)
    asking.type("a\n")
    asking.end()

    assert "three: not recorded  test_a.py:12\n  (+) $ 3\n" in shown
    assert contents(pytester) == {"test_second": {"three": 3}}


@pytest.mark.usefixtures("recorded")
def test_a_test_that_fails_otherwise_is_not_asked_for(terminal: Open, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_a="""
        def test_second(snapshot):
            snapshot.match("three", 4)
            assert not "this"
        """
    )
    asking = terminal("--snapshot-review", "test_a.py")

    code, text = asking.end()

    assert code == pytest.ExitCode.TESTS_FAILED
    assert ASKED not in text
    assert "snapshot review" not in text


@pytest.mark.usefixtures("recorded")
def test_a_run_in_which_all_matches_asks_nothing(terminal: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHANGED")

    code, text = terminal("--snapshot-review").end()

    assert (code, ASKED in text) == (pytest.ExitCode.OK, False)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "*--snapshot-review asks questions: run it in a terminal. Look *--snapshot-html=FILE.html*"),
        (("-n2",), "*--snapshot-review walks through the matches of one process: run it without -n.*"),
        (("--snapshot-update",), "*--snapshot-review decides what is recorded: leave --snapshot-update *"),
        (("--snapshot-verify",), "*leave --snapshot-update and --snapshot-verify out"),
    ],
    ids=["no-terminal", "xdist", "update", "verify"],
)
def test_a_run_in_which_nobody_can_be_asked_is_refused(
    pytester: pytest.Pytester, arguments: tuple[str, ...], message: str
) -> None:
    result = pytester.runpytest_subprocess("--snapshot-review", *arguments, "test_a.py")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])
    assert contents(pytester)["test_second"] == {"three": 3}
