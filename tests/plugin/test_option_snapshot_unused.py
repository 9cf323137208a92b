"""`--snapshot-unused` finds what is recorded and no longer asked for, where a run can know it."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
WARN = "--snapshot-unused=warn"

TESTS = """
    import pytest

    def test_one(snapshot):
        snapshot.match("kept", 1)
        snapshot.match("stale", 2)

    def test_gone(snapshot):
        snapshot.match("value", 1)

    def test_silent(snapshot):
        snapshot.match("value", 1)
"""
LATER = """
    def test_one(snapshot):
        snapshot.match("kept", 1)

    def test_silent():
        pass
"""
ALL_OF_IT = [
    "snapshots: 2 unused entries, 1 unused key:",
    "test_aws.snapshot.json",
    '  test_aws.py::test_one: the key "stale" is not matched',
    "  test_aws.py::test_gone: there is no such test",
    "  test_aws.py::test_silent: the test passes without a match",
]


@pytest.fixture(autouse=True)
def _recorded(pytester: pytest.Pytester) -> None:
    write(pytester, TESTS)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=3)
    write(pytester, LATER)


def write(pytester: pytest.Pytester, code: str, name: str = "test_aws.py") -> None:
    path = pytester.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(code))


def entries(pytester: pytest.Pytester, name: str = "test_aws.snapshot.json") -> dict[str, Any]:
    content = json.loads((pytester.path / name).read_text())
    return {key.partition("::")[2]: list(entry["recorded-content"]) for key, entry in content.items()}


def said(result: pytest.RunResult) -> str:
    return "\n".join(line for line in result.outlines if line.startswith(("snapshots:", "  test_aws.py::")))


@EACH_RUN
@pytest.mark.parametrize("name", ["--snapshot-unused", "--localstack-snapshot-unused"])
def test_warn_names_entries_and_keys(
    pytester: pytest.Pytester, processes: tuple[str, ...], name: str
) -> None:
    before = (pytester.path / "test_aws.snapshot.json").read_bytes()

    result = pytester.runpytest(f"{name}=warn", *processes)

    result.stdout.fnmatch_lines(ALL_OF_IT, consecutive=True)
    assert result.ret == 0
    assert (pytester.path / "test_aws.snapshot.json").read_bytes() == before


@EACH_RUN
def test_error_fails_the_run(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    result = pytester.runpytest("--snapshot-unused=error", *processes)

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(ALL_OF_IT, consecutive=True)
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@EACH_RUN
def test_delete_deletes_that_and_nothing_else(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    result = pytester.runpytest("--snapshot-unused=delete", *processes)
    again = pytester.runpytest("--snapshot-unused=error", *processes)

    result.stdout.fnmatch_lines(["snapshots: 2 unused entries, 1 unused key, deleted:"])
    assert entries(pytester) == {"test_one": ["kept"]}
    assert again.ret == 0


def test_the_default_is_one_quiet_line(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest()

    assert said(result) == "snapshots: 2 unused entries, 1 unused key (--snapshot-unused=warn names them)"
    assert result.ret == 0


def test_off_says_nothing(pytester: pytest.Pytester) -> None:
    assert said(pytester.runpytest("--snapshot-unused=off")) == ""


def test_nothing_unused_says_nothing(pytester: pytest.Pytester) -> None:
    write(pytester, TESTS)

    assert said(pytester.runpytest(WARN)) == ""


def test_verification_deletes_nothing(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("--snapshot-unused=delete", "--snapshot-verify")

    result.stdout.fnmatch_lines(ALL_OF_IT, consecutive=True)
    assert "test_gone" in entries(pytester)


@EACH_RUN
@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (LATER, ("-k", "one")),
        (LATER, ("-k", "nothing_of_that_name")),
        (LATER, ("--deselect", "test_aws.py::test_silent")),
        (LATER, ("test_aws.py::test_one",)),
        (LATER, ("--collect-only",)),
        ("def test_1():\n    assert False\ndef test_2():\n    pass\n", ("-x",)),
        ("import nothing_of_that_name\n", ()),
        ("import nothing_of_that_name\n", ("--continue-on-collection-errors",)),
        ("import pytest\npytest.skip('all', allow_module_level=True)\n", ()),
        ("def test_1():\n    raise KeyboardInterrupt\n", ()),
    ],
    ids=[
        "-k",
        "-k-nothing",
        "deselected",
        "node-id",
        "collect-only",
        "-x",
        "not-collected",
        "not-collected-but-continued",
        "skipped-module",
        "interrupted",
    ],
)
def test_what_a_run_cannot_know_is_not_unused(
    pytester: pytest.Pytester, code: str, arguments: tuple[str, ...], processes: tuple[str, ...]
) -> None:
    write(pytester, code)
    before = set(entries(pytester))

    result = pytester.runpytest_subprocess("--snapshot-unused=delete", *arguments, *processes)

    assert set(entries(pytester)) == before, result.stdout.str()


def test_a_key_of_a_test_that_passed_is_known_among_deselected_ones(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest(WARN, "-k", "one")

    result.stdout.fnmatch_lines(
        ["snapshots: 1 unused key:", "*", '*test_one: the key "stale" is not matched']
    )


@pytest.mark.parametrize(
    "body",
    [
        "    snapshot.match('kept', 1)\n    assert False",
        "    import pytest; pytest.skip()",
        "    snapshot.match('kept', 5)",
        "    snapshot.match('kept', 1)\n    import pytest; pytest.xfail()",
    ],
    ids=["fails", "skips", "differs", "expected-failure"],
)
def test_the_keys_of_a_test_that_has_not_passed_are_kept(pytester: pytest.Pytester, body: str) -> None:
    write(pytester, f"def test_one(snapshot):\n{body}\n")

    pytester.runpytest("--snapshot-unused=delete")

    assert entries(pytester) == {"test_one": ["kept", "stale"]}


@pytest.mark.parametrize("arguments", [("--lf",), ("--last-failed-no-failures", "none", "--lf")])
def test_the_last_failed_are_not_the_whole_file(
    pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    write(
        pytester,
        "def test_one():\n    assert False\ndef test_gone():\n    pass\ndef test_silent():\n    pass\n",
    )
    pytester.runpytest()

    pytester.runpytest("--snapshot-unused=delete", *arguments)

    assert set(entries(pytester)) == {"test_one", "test_gone", "test_silent"}


def test_a_worker_that_crashed_leaves_the_question_open(pytester: pytest.Pytester) -> None:
    write(pytester, "import os\ndef test_1():\n    os._exit(1)\ndef test_2():\n    pass\n")

    result = pytester.runpytest_subprocess("--snapshot-unused=delete", "-n2")

    result.stdout.fnmatch_lines(["snapshots: unused entries were not looked for: a worker crashed"])
    assert len(entries(pytester)) == 3


@EACH_RUN
def test_a_file_without_tests_and_one_whose_test_file_is_gone(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    (pytester.path / "test_aws.py").rename(pytester.path / "test_moved.py")
    write(pytester, "", "test_moved.py")
    write(pytester, "def test_it(): pass\n", "test_other.py")
    recording = (pytester.path / "test_aws.snapshot.json").read_text()
    for name in ("test_moved.snapshot.json", "test_moved.validation.json", "test_moved.raw.snapshot.json"):
        (pytester.path / name).write_text(recording.replace("test_aws", "test_moved"))

    result = pytester.runpytest("--snapshot-unused=delete", *processes)

    result.stdout.fnmatch_lines(["snapshots: 12 unused entries, deleted:"])
    assert list(Path(pytester.path).glob("*.json*")) == []


def test_entries_of_all_three_kinds_are_looked_at_and_a_validation_stays_with_its_test(
    pytester: pytest.Pytester,
) -> None:
    validated = {
        f"test_aws.py::{name}": {"last_validated_date": "2025-01-01T00:00:00+00:00"}
        for name in ("test_one", "test_silent", "test_gone")
    }
    (pytester.path / "test_aws.validation.json").write_text(json.dumps(validated))

    pytester.runpytest("--snapshot-unused=delete")

    left = json.loads((pytester.path / "test_aws.validation.json").read_text())
    assert list(left) == ["test_aws.py::test_one", "test_aws.py::test_silent"]


def test_recordings_below_a_root_of_their_own(pytester: pytest.Pytester) -> None:
    (pytester.path / "test_aws.snapshot.json").unlink()
    pytester.makeini("[pytest]\nsnapshot_root = snaps\nsnapshot_mirror = tests")
    write(pytester, TESTS, "tests/sqs/test_q.py")
    pytester.runpytest("tests", "--snapshot-update").assert_outcomes(passed=3)
    write(pytester, LATER, "tests/sqs/test_q.py")
    stray = pytester.path / "snaps/sqs/test_gone.snapshot.json"
    stray.write_text('{"tests/sqs/test_gone.py::test": {"recorded-date": "", "recorded-content": {}}}')

    result = pytester.runpytest("tests", "--snapshot-unused=delete")

    result.stdout.fnmatch_lines(["snapshots: 3 unused entries, 1 unused key, deleted:"])
    assert entries(pytester, "snaps/sqs/test_q.snapshot.json") == {"test_one": ["kept"]}
    assert not stray.exists()


def test_a_corrupt_file_is_named_and_left_alone(pytester: pytest.Pytester) -> None:
    write(pytester, "def test_plain(): pass\n")
    (pytester.path / "test_aws.snapshot.json").write_text("<<<<<<< ours\n")

    quiet = pytester.runpytest()
    loud = pytester.runpytest("--snapshot-unused=error")

    assert (quiet.ret, said(quiet)) == (0, "")
    assert loud.ret == 1
    loud.stdout.fnmatch_lines(
        ["snapshots: unused entries: *test_aws.snapshot.json: *unresolved merge conflict*"]
    )
