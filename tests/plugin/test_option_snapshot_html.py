"""`--snapshot-html FILE`: the page of a run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])

TESTS = """
    import os
    import pytest

    SIZE = int(os.environ.get("SIZE", "1"))

    def test_get(snapshot):
        snapshot.match("same", {"a": 1})
        snapshot.match("size", {"Size": SIZE})

    @pytest.mark.parametrize("number", range(5))
    def test_numbers(snapshot, number):
        snapshot.match("number", number)

    @pytest.mark.skip_snapshot_verify
    def test_skipped(snapshot):
        snapshot.match("skipped", SIZE)
"""


def values(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    found = re.search(r'<script id="values" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.fixture
def recorded(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(test_aws=TESTS)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=7)
    monkeypatch.setenv("SIZE", "2")


@EACH_RUN
@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("option", ["--snapshot-html", "--localstack-snapshot-html"])
def test_the_page_has_every_match_of_every_process(
    pytester: pytest.Pytester, processes: tuple[str, ...], option: str
) -> None:
    result = pytester.runpytest(option, "out/page.html", *processes)

    result.assert_outcomes(passed=6, failed=1)
    result.stdout.fnmatch_lines(["snapshot page: *page.html"])
    page = values(pytester.path / "out/page.html")
    assert page["counts"] == {
        "matched": 6, "differs": 1, "missing": 0, "skipped": 1, "updated": 0, "new": 0,
    }  # fmt: skip
    assert [test["nodeid"] for test in page["tests"]] == [
        "test_aws.py::test_get",
        *(f"test_aws.py::test_numbers[{number}]" for number in range(5)),
        "test_aws.py::test_skipped",
    ]
    same, size = page["tests"][0]["matches"]
    assert (same["key"], same["status"]) == ("same", "matched")
    assert same["rows"] == [["s", "{"], ["s", '  "a": 1'], ["s", "}"]]
    assert (size["status"], size["place"], size["skip"]) == ("differs", "test_aws.py:8", ["$.size.Size"])
    assert size["rows"] == [["s", "{"], ["c", '  "Size": 1', '  "Size": 2'], ["s", "}"]]
    assert sorted(path.name for path in (pytester.path / "out").iterdir()) == ["page.html"]


@EACH_RUN
@pytest.mark.usefixtures("recorded")
def test_an_update_shows_what_was_recorded_before_and_now(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    file = pytester.path / "test_aws.py"
    file.write_text(file.read_text().replace("range(5)", "range(6)"))

    pytester.runpytest("--snapshot-update", "--snapshot-html=page.html", *processes).assert_outcomes(passed=8)

    page = values(pytester.path / "page.html")
    assert page["counts"] == {
        "matched": 6, "differs": 0, "missing": 0, "skipped": 0, "updated": 2, "new": 1,
    }  # fmt: skip
    rows = {test["nodeid"]: test["matches"][-1]["rows"] for test in page["tests"]}
    assert rows["test_aws.py::test_get"][1] == ["c", '  "Size": 1', '  "Size": 2']
    assert rows["test_aws.py::test_numbers[5]"] == [["a", None, "5"]]


@EACH_RUN
def test_requests_and_services_are_named_and_counted(
    run: Run, pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        test_aws="""
        def test_it(snapshot, sqs_create_queue, aws_client):
            url = sqs_create_queue(QueueName="orders")
            snapshot.match("send", aws_client.sqs.send_message(QueueUrl=url, MessageBody="hello"))
            snapshot.match("who", aws_client.sts.get_caller_identity())
        """
    )
    run("--localstack", "--snapshot-update").assert_outcomes(passed=1)

    run("--localstack", "--snapshot-html=page.html", *processes).assert_outcomes(passed=1)

    page = values(pytester.path / "page.html")
    send, who = page["tests"][0]["matches"]
    assert (send["service"], send["answers"]) == ("sqs", True)
    assert re.fullmatch(r"sqs\.SendMessage\(QueueUrl='.*orders', MessageBody='hello'\)", send["request"])
    assert (who["service"], who["request"]) == ("sts", "sts.GetCallerIdentity()")
    assert [row["service"] for row in page["parity"]] == ["sqs", "sts"]


@pytest.mark.parametrize(
    "given", ["tests", "page.json", "folder.html"], ids=["folder", "kind", "html-folder"]
)
def test_a_value_that_is_no_page_is_refused_before_any_test(pytester: pytest.Pytester, given: str) -> None:
    pytester.mkdir("folder.html")
    pytester.makepyfile(test_aws="def test_it(): pass")

    result = pytester.runpytest(f"--snapshot-html={given}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--snapshot-html={given} does not name an .html file: write *"])


def test_a_page_that_cannot_be_written_fails_the_run(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws="def test_it(): pass")
    (pytester.path / "taken").write_text("")

    result = pytester.runpytest("--snapshot-html=taken/page.html")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(
        ["snapshot page: *page.html cannot be written (*): name another file", "*1 passed*"]
    )


def test_a_page_that_is_there_is_replaced_whole(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws="def test_it(snapshot): snapshot.match('a', 1)")
    page = pytester.path / "page.html"
    page.write_text("former" * 100_000)

    pytester.runpytest("--snapshot-update", "--snapshot-html=page.html")

    assert values(page)["counts"]["new"] == 1
    assert "former" not in page.read_text()


def test_without_the_option_no_values_travel(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws="def test_it(snapshot): snapshot.match('a', 1)")
    pytester.makeconftest(
        """
        def pytest_runtest_logreport(report):
            assert "localstack_snapshot_outcome" not in vars(report)
        """
    )

    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)
