"""How the report of a failing comparison looks: place, request, origin, colours."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])

THROUGH_A_HELPER = """
    import os

    SIZE = int(os.environ.get("SIZE", "1"))

    def check(snapshot, value):
        snapshot.match(
            "size",
            value,
        )

    def test_get(snapshot):
        private = "unseen"
        snapshot.match("same", 1)
        check(snapshot, {"Size": SIZE, "Other": "x"})
"""


@pytest.fixture
def differing(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(test_aws=THROUGH_A_HELPER)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)
    monkeypatch.setenv("SIZE", "2")


@EACH_RUN
@pytest.mark.usefixtures("differing")
def test_the_tests_own_lines_lead_to_the_match(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    result = pytester.runpytest(*processes)

    result.stdout.fnmatch_lines(
        [
            "    def test_get(snapshot):",
            ">       check(snapshot, {*})",
            "test_aws.py:14: *",
            "    def check(snapshot, value):",
            ">       snapshot.match(",
            "E       AssertionError: 1 of 2 matches differ from the recording",
            "test_aws.py:6: AssertionError",
            "",
            "recorded ??-??-????, ??:??:?? UTC* in test_aws.snapshot.json",
            "",
            "size  test_aws.py:6",
            "  (~) $.Size 1 -> 2",
            "FAILED test_aws.py::test_get - AssertionError: 1 of 2 matches differ*",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_localstack*session.py*")


@pytest.mark.usefixtures("differing")
@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("short", ["test_aws.py:14: in test_get", "    check(snapshot*", "  (~) $.Size 1 -> 2"]),
        ("native", ['  File "*test_aws.py", line 14, in test_get', "  (~) $.Size 1 -> 2"]),
        ("line", ["*test_aws.py:6: AssertionError: 1 of 2 matches differ from the recording"]),
    ],
)
def test_the_styles_of_tracebacks_apply(pytester: pytest.Pytester, style: str, expected: list[str]) -> None:
    result = pytester.runpytest(f"--tb={style}")

    result.stdout.fnmatch_lines(expected)


@EACH_RUN
@pytest.mark.usefixtures("differing")
def test_colours_are_there_only_where_the_terminal_has_them(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    plain = pytester.runpytest("--color=no", *processes).stdout.str()
    coloured = pytester.runpytest("--color=yes", *processes).stdout.str()

    assert "\x1b" not in plain
    assert "$.Size \x1b[31m\x1b[1m1\x1b[0m -> \x1b[32m\x1b[1m2\x1b[0m" in coloured


@EACH_RUN
@pytest.mark.usefixtures("differing")
def test_junit_xml_has_the_whole_report(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    pytester.runpytest("--junit-xml=junit.xml", *processes)

    text = (pytester.path / "junit.xml").read_text()
    assert "(~) $.Size 1 -&gt; 2" in text
    assert "snapshot.match(" in text
    assert "\x1b" not in text


@pytest.mark.usefixtures("differing")
def test_a_recording_names_its_origin(pytester: pytest.Pytester) -> None:
    file = pytester.path / "test_aws.snapshot.json"
    recorded: Any = json.loads(file.read_text())
    origin = {"target": "aws", "region": "eu-west-1", "botocore": "1.44.5"}
    recorded["test_aws.py::test_get"] |= {"recorded-date": "01-02-2024, 03:04:05", "recorded-from": origin}
    file.write_text(json.dumps(recorded))

    result = pytester.runpytest()

    result.stdout.fnmatch_lines(
        [
            "recorded 01-02-2024, 03:04:05 UTC on AWS in eu-west-1 with botocore 1.44.5 in test_aws.snapshot.json"
        ]
    )


@EACH_RUN
@pytest.mark.usefixtures("differing")
def test_the_json_report_can_be_asked_for(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, processes: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SNAPSHOT_LEGACY_REPORT", "1")

    text = pytester.runpytest("--color=yes", *processes).stdout.str()

    _, _, rest = text.partition("Match failed for 'size':\n")
    differences, _ = json.JSONDecoder().raw_decode(rest)
    assert differences == {"values_changed": {"root['Size']": {"new_value": 2, "old_value": 1}}}
    assert "(~)" not in text


@EACH_RUN
def test_the_request_of_a_response_is_named_without_secrets(
    run: Run, pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        test_aws="""
        import pytest

        @pytest.fixture
        def answered(aws_client):
            return aws_client.secretsmanager.create_secret(Name="db", SecretString="hunter-of-secrets")

        def test_it(snapshot, answered, aws_client):
            error = aws_client.sqs.exceptions.QueueDoesNotExist
            with pytest.raises(error) as raised:
                aws_client.sqs.get_queue_url(QueueName="missing")
            snapshot.match("secret", answered)
            snapshot.match("error", raised.value.response)
            snapshot.match("number", 1)
        """
    )

    result = run("--localstack", *processes)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "secret: not recorded  test_aws.py:11",
            "  answers secretsmanager.CreateSecret(Name='db', SecretString='[*][*][*]'*)",
            "error: not recorded  test_aws.py:12",
            "  answers sqs.GetQueueUrl(QueueName='missing')",
            "number: not recorded  test_aws.py:13",
            "  after sqs.GetQueueUrl(QueueName='missing')",
        ]
    )


@pytest.mark.usefixtures("differing")
def test_without_an_emulator_no_request_is_named(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("-p", "no:pytest_localstack.plugin")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["size  test_aws.py:6", "  (~) $.Size 1 -> 2"], consecutive=True)


@EACH_RUN
def test_the_summary_names_the_files_that_were_written(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=THROUGH_A_HELPER, test_other=THROUGH_A_HELPER)

    result = pytester.runpytest("--snapshot-update", *processes)

    result.stdout.fnmatch_lines(
        ["snapshots: 4 new", "written: test_aws.snapshot.json", "written: test_other.snapshot.json"],
        consecutive=True,
    )


def test_a_recording_of_the_emulator_does_not_count_as_validated(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=THROUGH_A_HELPER)
    pytester.runpytest("--snapshot-update")
    file = pytester.path / "test_aws.snapshot.json"
    recorded: Any = json.loads(file.read_text())
    recorded["test_aws.py::test_get"]["recorded-from"] = {"target": "emulator"}
    file.write_text(json.dumps(recorded))

    result = pytester.runpytest("-v")

    result.stdout.fnmatch_lines(["snapshots: 2 matched, 2 unvalidated"])
