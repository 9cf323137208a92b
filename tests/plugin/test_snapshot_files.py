"""Recording files that cannot be used, and writers that die: an error says what to do, and nothing is lost."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
EACH_MODE = pytest.mark.parametrize(
    "arguments",
    [(), ("--snapshot-update", "--snapshot-raw"), ("--snapshot-update", "-n2")],
    ids=["compare", "update", "update-xdist"],
)
ONE_TEST = """
    def test_it(snapshot):
        snapshot.match("value", 1)
"""
OTHER_ENTRY = '"test_aws.py::test_other": {"recorded-date": "", "recorded-content": {"value": 1}}'

UNUSABLE = {
    "cut-off": ('{"test_aws.py::test_it": {"recorded-da', "is not a recording file"),
    "empty": ("", "is not a recording file"),
    "conflict": (
        '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> theirs\n}\n',
        "has the marks of an unresolved merge conflict",
    ),
    "list": ("[]", "expected an object, found list"),
    "entry-type": (
        '{"test_aws.py::test_it": 5}',
        'the entry of test_aws.py::test_it has no "recorded-content"',
    ),
    "content-type": (
        '{"test_aws.py::test_it": {"recorded-date": "", "recorded-content": []}}',
        'the entry of test_aws.py::test_it has no "recorded-content"',
    ),
    "normaliser-type": (
        '{"test_aws.py::test_it": {"recorded-content": {}, "normaliser": "one"}}',
        '"normaliser" in the entry of test_aws.py::test_it must be a number',
    ),
    "normaliser-unknown": (
        '{"test_aws.py::test_it": {"recorded-content": {}, "normaliser": 99}}',
        'has the "normaliser" 99, which is unknown here',
    ),
}


def recorded(pytester: pytest.Pytester, name: str = "test_aws.snapshot.json") -> Any:
    return json.loads((pytester.path / name).read_text())


def said(result: pytest.RunResult) -> str:
    return result.stdout.str()


@EACH_MODE
@pytest.mark.parametrize(("content", "problem"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_file_fails_the_test_with_the_way_out_and_stays_as_it_is(
    pytester: pytest.Pytester, content: str, problem: str, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    file = pytester.path / "test_aws.snapshot.json"
    file.write_text(content)

    result = pytester.runpytest(*arguments)

    result.assert_outcomes(failed=1)
    text = said(result)
    assert f"{file}: " in text
    assert problem in text
    assert "The test is test_aws.py::test_it." in text
    assert "estore it from version control" in text or "Upgrade pytest-localstack" in text
    assert file.read_text() == content
    assert [path.name for path in pytester.path.glob("*.json*")] == ["test_aws.snapshot.json"]


def test_an_unusable_raw_file_fails_the_test_and_stays_as_it_is(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    file = pytester.path / "test_aws.raw.snapshot.json"
    file.write_text("[]")

    result = pytester.runpytest("--snapshot-update", "--snapshot-raw")

    result.assert_outcomes(passed=1, errors=1)
    assert f"{file}: is not a recording file" in said(result)
    assert "The test is test_aws.py::test_it." in said(result)
    assert file.read_text() == "[]"


def test_a_name_that_stands_twice_is_refused_before_one_is_lost(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    file = pytester.path / "test_aws.snapshot.json"
    text = f"{{{OTHER_ENTRY}, {OTHER_ENTRY.replace('1', '2')}}}"
    file.write_text(text)

    result = pytester.runpytest("--snapshot-update")

    result.assert_outcomes(passed=1, errors=1)
    assert 'has the key "test_aws.py::test_other" twice in one object' in said(result)
    assert file.read_text() == text


# Root may write everywhere: without this capability the permissions of the folder count for it too.
WITHOUT_OVERRIDE = """
    import ctypes

    def pytest_configure():
        libc = ctypes.CDLL(None, use_errno=True)
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        data = (ctypes.c_uint32 * 6)()
        assert libc.capget(header, data) == 0
        data[0] &= ~0b110
        data[1] &= ~0b110
        assert libc.capset(header, data) == 0
"""


@EACH_RUN
@pytest.mark.skipif(sys.platform != "linux", reason="capabilities are Linux's")
def test_a_read_only_folder_is_named_and_nothing_is_lost(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makeini("[pytest]\nsnapshot_root = snaps")
    pytester.makepyfile(test_aws=ONE_TEST)
    pytester.makeconftest(WITHOUT_OVERRIDE)
    folder = pytester.mkdir("snaps")
    file = folder / "test_aws.snapshot.json"
    file.write_text(f"{{{OTHER_ENTRY}}}")
    folder.chmod(0o555)

    result = pytester.runpytest_subprocess("--snapshot-update", *processes)
    folder.chmod(0o755)

    result.assert_outcomes(passed=1, errors=1)
    text = said(result)
    assert f"{file}: cannot be written: Permission denied" in text
    assert "Make the folder writable, or run without --snapshot-update." in text
    assert "The test is test_aws.py::test_it." in text
    assert file.read_text() == f"{{{OTHER_ENTRY}}}"


@EACH_RUN
def test_two_matches_with_one_key_record_nothing(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        test_aws="def test_it(snapshot):\n    snapshot.match('key', 1)\n    snapshot.match('key', 2)\n"
    )
    file = pytester.path / "test_aws.snapshot.json"
    file.write_text(f"{{{OTHER_ENTRY}}}")

    result = pytester.runpytest("--snapshot-update", *processes)

    result.assert_outcomes(failed=1)
    assert 'test_aws.py::test_it: the match key "key" is used twice; give each match its own' in said(result)
    assert file.read_text() == f"{{{OTHER_ENTRY}}}"


@EACH_MODE
@pytest.mark.parametrize("value", ["object()", "{'deep': [object()]}", "{object(): 1}"])
def test_what_cannot_be_recorded_is_named_and_nothing_is_recorded(
    pytester: pytest.Pytester, value: str, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=f"def test_it(snapshot):\n    snapshot.match('value', {value})\n")
    file = pytester.path / "test_aws.snapshot.json"
    file.write_text(f"{{{OTHER_ENTRY}}}")

    result = pytester.runpytest(*arguments)

    result.assert_outcomes(failed=1)
    assert "test_aws.py::test_it: " in said(result)
    assert "object" in said(result)
    assert "contextlib" not in said(result)
    assert file.read_text() == f"{{{OTHER_ENTRY}}}"
    assert [path.name for path in pytester.path.glob("*.json*")] == ["test_aws.snapshot.json"]


MANY_TESTS = """
    import pytest

    @pytest.mark.parametrize("number", range(30))
    def test_it(snapshot, number):
        snapshot.match("number", number)
"""
# The worker that records number 7 dies while it holds the lock, its finished copy not yet in place.
DIES = """
    import os, signal

    rename = os.replace

    def pytest_configure(config):
        if not hasattr(config, "workerinput") and config.getoption("numprocesses", None):
            return
        def replace(source, target):
            with open(source, "rb") as file:
                if b'"number": 7' in file.read() and not os.path.exists("died"):
                    open("died", "w").close()
                    os.kill(os.getpid(), signal.SIGKILL)
            rename(source, target)
        os.replace = replace
"""


def test_a_worker_killed_while_it_writes_loses_no_entry_of_another(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=MANY_TESTS)
    pytester.makeconftest(DIES)

    result = pytester.runpytest_subprocess("--snapshot-update", "-n2")
    recorded_then = recorded(pytester)
    again = pytester.runpytest_subprocess("--snapshot-update", "--snapshot-update-mode=new", "-n2")

    passed = result.parseoutcomes()["passed"]
    # The report of the test that was being recorded may have been sent before its worker died.
    assert passed <= len(recorded_then) + 1 <= passed + 2
    assert "test_aws.py::test_it[7]" not in recorded_then
    again.assert_outcomes(passed=30)
    assert sorted(entry["recorded-content"]["number"] for entry in recorded(pytester).values()) == [
        *range(30)
    ]
    assert sorted(path.name for path in pytester.path.glob("test_aws.*")) == [
        "test_aws.py",
        "test_aws.snapshot.json",
    ]


def test_a_run_killed_while_it_writes_leaves_the_file_it_found(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=MANY_TESTS)
    pytester.makeconftest(DIES)

    pytester.runpytest_subprocess("--snapshot-update")

    entries = [entry["recorded-content"]["number"] for entry in recorded(pytester).values()]
    assert entries == [*range(7)]


def test_several_files_and_workers_lose_nothing(pytester: pytest.Pytester) -> None:
    names = [f"test_{letter}" for letter in "abc"]
    pytester.makepyfile(**dict.fromkeys(names, MANY_TESTS))

    result = pytester.runpytest("--snapshot-update", "--snapshot-raw", "-n2")
    verify = pytester.runpytest("-n2")

    result.assert_outcomes(passed=90)
    verify.assert_outcomes(passed=90)
    for name in names:
        assert len(recorded(pytester, f"{name}.snapshot.json")) == 30
        assert len(recorded(pytester, f"{name}.raw.snapshot.json")) == 30
    left = {path.suffix for path in Path(pytester.path).glob("test_*")}
    assert left == {".py", ".json"}
