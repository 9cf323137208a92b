"""`--snapshot-update` records; without it nothing is ever recorded."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])

TWO_TESTS = """
    def test_buckets(snapshot):
        metadata = {"HTTPStatusCode": 200, "HTTPHeaders": {"date": "now"}}
        snapshot.match("list", {"Owner": "me", "Buckets": [{"Name": "b"}], "ResponseMetadata": metadata})

    def test_queues(snapshot):
        snapshot.match("urls", ["u1", "u2"])
        snapshot.match("count", 2)
"""


def recorded(pytester: pytest.Pytester, name: str = "test_aws.snapshot.json") -> Any:
    return json.loads((pytester.path / name).read_text())


@EACH_RUN
def test_a_missing_recording_fails_and_names_the_command(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)

    result = pytester.runpytest(*processes)

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*nothing is recorded for this test in *test_aws.snapshot.json"])
    result.stdout.fnmatch_lines(["pytest --snapshot-update test_aws.py::test_buckets"])
    assert list(pytester.path.glob("*.json*")) == []


@EACH_RUN
def test_an_update_records_and_the_next_run_matches(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)

    update = pytester.runpytest("--snapshot-update", *processes)
    verify = pytester.runpytest("-v", *processes)

    update.assert_outcomes(passed=2)
    update.stdout.fnmatch_lines(["snapshots: 3 new"])
    verify.assert_outcomes(passed=2)
    verify.stdout.fnmatch_lines(["snapshots: 3 matched"])
    contents = {key: entry["recorded-content"] for key, entry in recorded(pytester).items()}
    assert contents == {
        "test_aws.py::test_buckets": {
            "list": {
                "Buckets": [{"Name": "b"}],
                "Owner": "me",
                "ResponseMetadata": {"HTTPHeaders": {}, "HTTPStatusCode": 200},
            }
        },
        "test_aws.py::test_queues": {"urls": ["u1", "u2"], "count": 2},
    }
    assert sorted(path.name for path in pytester.path.glob("test_aws.*")) == [
        "test_aws.py",
        "test_aws.snapshot.json",
    ]


def test_an_entry_is_dated_in_utc_and_keeps_the_order_of_its_matches(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)

    pytester.runpytest("--snapshot-update")

    entry = recorded(pytester)["test_aws.py::test_queues"]
    assert list(entry) == ["recorded-date", "recorded-content", "normaliser"]
    assert re.fullmatch(r"\d\d-\d\d-\d{4}, \d\d:\d\d:\d\d", entry["recorded-date"])
    assert list(entry["recorded-content"]) == ["urls", "count"]


@pytest.mark.parametrize("given", ["--localstack-snapshot-update", "SNAPSHOT_UPDATE"])
def test_the_alias_and_the_variable_record_too(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)
    arguments = [given] if given.startswith("-") else []
    if not arguments:
        monkeypatch.setenv(given, "1")

    result = pytester.runpytest(*arguments)

    result.assert_outcomes(passed=2)
    assert len(recorded(pytester)) == 2


NOT_PASSED = {
    "body": """
        def test_it(snapshot):
            snapshot.match("before", 1)
            assert False
    """,
    "expected-failure": """
        @pytest.mark.xfail
        def test_it(snapshot):
            snapshot.match("before", 1)
            assert False
    """,
    "skipped-midway": """
        def test_it(snapshot):
            snapshot.match("before", 1)
            pytest.skip("enough")
    """,
    "teardown-of-another-fixture": """
        @pytest.fixture(autouse=True)
        def other():
            yield
            assert False

        def test_it(snapshot):
            snapshot.match("before", 1)
    """,
    "teardown-after-ours": """
        @pytest.fixture
        def later(snapshot):
            yield
            assert False

        def test_it(later, snapshot):
            snapshot.match("before", 1)
    """,
    "teardown-of-the-module": """
        @pytest.fixture(scope="module", autouse=True)
        def module():
            yield
            assert False

        def test_it(snapshot):
            snapshot.match("before", 1)
    """,
    "another-plugin": """
        @pytest.fixture(autouse=True)
        def _plugin(request):
            request.config.pluginmanager.register(Verdict(), "verdict")
            yield
            request.config.pluginmanager.unregister(name="verdict")

        class Verdict:
            @pytest.hookimpl(wrapper=True, tryfirst=True)
            def pytest_runtest_call(self, item):
                yield
                assert False

        def test_it(snapshot):
            snapshot.match("before", 1)
    """,
}


@EACH_RUN
@pytest.mark.parametrize("code", NOT_PASSED.values(), ids=NOT_PASSED)
def test_what_has_not_passed_in_every_phase_is_not_recorded(
    pytester: pytest.Pytester, code: str, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws="import pytest\n" + textwrap.dedent(code))

    result = pytester.runpytest("--snapshot-update", "--snapshot-raw", *processes)

    outcomes = result.parseoutcomes()
    assert outcomes.keys() & {"failed", "errors", "error", "xfailed", "skipped"}, outcomes
    assert list(pytester.path.glob("*.json")) == []


def test_an_update_of_one_test_leaves_the_others_byte_for_byte(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)
    pytester.runpytest("--snapshot-update")
    file = pytester.path / "test_aws.snapshot.json"
    file.write_text(file.read_text().replace('"count": 2', '"count": 3'))
    others = file.read_text().partition('  "test_aws.py::test_queues"')[0]

    result = pytester.runpytest("--snapshot-update", "-k", "queues")

    result.stdout.fnmatch_lines(["snapshots: 1 matched, 1 updated"])
    assert '"count": 2' in file.read_text()
    assert file.read_text().startswith(others)


def test_an_update_without_a_change_does_not_touch_the_file(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)
    pytester.runpytest("--snapshot-update")
    file = pytester.path / "test_aws.snapshot.json"
    file.write_text(re.sub(r"\d\d:\d\d:\d\d", "00:00:00", file.read_text()))
    before = file.stat()

    result = pytester.runpytest("--snapshot-update", "-v")

    result.stdout.fnmatch_lines(["snapshots: 3 matched"])
    assert file.stat().st_mtime_ns == before.st_mtime_ns


def test_all_differences_of_a_test_stand_in_one_report(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        import os
        CHANGED = "CHANGED" in os.environ

        def test_get(snapshot):
            snapshot.match("same", {"a": 1})
            snapshot.match("object", {"Size": 5, "Gone": "x"} if not CHANGED else {"Size": 6, "New": [1]})
            snapshot.match("list", {"Items": [{"Id": "a"}, {"Id": "b" if not CHANGED else "c"}]})
        """
    )
    pytester.runpytest("--snapshot-update")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHANGED", "1")
        result = pytester.runpytest("--color=no")

    text = result.stdout.str()
    assert "\x1b" not in text
    report = text[text.index("object  test_aws.py:6") : text.index("\n=====", text.index("To record:"))]
    assert [line for line in report.splitlines() if line] == [
        "object  test_aws.py:6",
        '  (-) $.Gone "x"',
        "  (+) $.New [1]",
        "  (~) $.Size 5 -> 6",
        "list  test_aws.py:7",
        '  (~) $.Items[1].Id "b" -> "c"',
        "To leave these out of the comparison:",
        "@pytest.mark.skip_snapshot_verify(",
        "    paths=[",
        '        "$.list.Items[*].Id",',
        '        "$.object.Gone",',
        '        "$.object.New",',
        '        "$.object.Size",',
        "    ]",
        ")",
        "To record:",
        "pytest --snapshot-update test_aws.py::test_get",
    ]


def test_a_failing_body_keeps_its_own_traceback(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        def test_fails(snapshot):
            snapshot.match("never recorded", 1)
            assert "body" == "other"
        """
    )

    result = pytester.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*AssertionError: assert 'body' == 'other'"])
    result.stdout.no_fnmatch_line("*nothing is recorded*")


def test_a_match_in_a_fixtures_teardown_is_compared_too(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        import os
        import pytest

        @pytest.fixture
        def deleted(snapshot):
            yield
            snapshot.match("deleted", os.environ.get("GONE", "yes"))

        def test_delete(deleted, snapshot):
            snapshot.match("created", 1)
        """
    )
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONE", "no")
        result = pytester.runpytest()

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(['*(~) $ "yes" -> "no"'])


OTHER_PLUGIN = """
    import pytest

    def pytest_addoption(parser):
        group = parser.getgroup("other")
        group.addoption("--snapshot-update", action="store_true", default=False, dest="other_update")

    @pytest.fixture
    def other_update(request):
        return request.config.getoption("--snapshot-update")
"""


@EACH_RUN
@pytest.mark.parametrize(
    "order",
    [
        ("-p", "other_snapshots", "-p", "pytest_localstack.snapshot"),
        ("-p", "pytest_localstack.snapshot", "-p", "other_snapshots"),
    ],
    ids=["the-other-first", "ours-first"],
)
def test_the_flag_is_shared_with_a_plugin_that_has_it_too(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    processes: tuple[str, ...],
    order: tuple[str, ...],
) -> None:
    pytester.makepyfile(other_snapshots=OTHER_PLUGIN)
    pytester.makepyfile(
        test_aws="def test_it(snapshot, other_update):\n    snapshot.match('given', other_update)"
    )
    monkeypatch.setenv("PYTHONPATH", str(pytester.path))

    result = pytester.runpytest_subprocess(*order, *processes, "--snapshot-update")

    result.assert_outcomes(passed=1)
    assert recorded(pytester)["test_aws.py::test_it"]["recorded-content"] == {"given": True}


def test_the_flag_is_listed_in_the_help(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("--help")

    result.stdout.fnmatch_lines(["*--localstack-snapshot-update*", "*--snapshot-update*"])


@EACH_RUN
def test_many_tests_of_one_file_lose_no_entry(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    pytester.makepyfile(
        test_aws="""
        import pytest

        @pytest.mark.parametrize("number", range(40))
        def test_it(snapshot, number):
            snapshot.match("number", number)
        """
    )

    result = pytester.runpytest("--snapshot-update", *processes)

    result.assert_outcomes(passed=40)
    assert len(recorded(pytester)) == 40


def test_a_corrupt_file_fails_the_test_and_is_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TWO_TESTS)
    file = pytester.path / "test_aws.snapshot.json"
    file.write_text("<<<<<<< ours\n{}\n=======\n{ }\n>>>>>>> theirs\n")

    result = pytester.runpytest("--snapshot-update")

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*test_aws.snapshot.json: has the marks of an unresolved merge conflict*"])
    assert file.read_text().startswith("<<<<<<< ours")


def test_two_matches_with_one_key_fail(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        def test_twice(snapshot):
            snapshot.match("key", 1)
            snapshot.match("key", 1)
        """
    )

    result = pytester.runpytest("--snapshot-update")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['*test_aws.py::test_twice: the match key "key" is used twice*'])


def test_the_plugin_can_be_turned_off(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        import pytest

        @pytest.fixture
        def snapshot():
            return "mine"

        def test_own(snapshot):
            assert snapshot == "mine"
        """
    )

    result = pytester.runpytest("-p", "no:pytest_localstack.snapshot")

    result.assert_outcomes(passed=1)


def test_a_plain_test_loads_nothing_heavy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_plain="""
        import sys

        def test_plain():
            assert not {"botocore", "deepdiff", "jsonpath_ng"} & set(sys.modules)
        """
    )

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(passed=1)


def test_the_recordings_lie_beside_the_test_file_by_default(pytester: pytest.Pytester) -> None:
    folder = Path(pytester.mkdir("deep"))
    (folder / "test_deep.py").write_text("def test_it(snapshot):\n    snapshot.match('one', 1)\n")

    pytester.runpytest("--snapshot-update")

    assert list(recorded(pytester, "deep/test_deep.snapshot.json")) == ["deep/test_deep.py::test_it"]
