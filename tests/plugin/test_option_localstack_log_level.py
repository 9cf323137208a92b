"""`--localstack-log-level`: what the emulator tells in captured and live logs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

FAILING = """
    import boto3

    def test_it():
        boto3.client("sqs").create_queue(QueueName="orders", tags={"password": "hunter2"})
        assert False
"""
LINE = "*sqs.CreateQueue -> 200 in * ms (native, account 000000000000, us-east-1, request *)*"


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "xdist"])
@pytest.mark.parametrize("level", ["INFO", "debug"])
def test_a_failing_test_shows_a_line_for_each_call(
    run: Run, pytester: pytest.Pytester, level: str, options: tuple[str, ...]
) -> None:
    pytester.makepyfile(FAILING)

    result = run("--localstack", "--localstack-log-level", level, *options)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Captured log call*", LINE])
    log = result.stdout.str().partition("Captured log call")[2]
    assert "hunter2" not in log


@pytest.mark.parametrize("options", [(), ("--localstack-log-level", "WARNING")], ids=["not given", "warning"])
def test_without_it_calls_have_no_lines(
    run: Run, pytester: pytest.Pytester, options: tuple[str, ...]
) -> None:
    pytester.makepyfile(FAILING)

    run("--localstack", *options).stdout.no_fnmatch_line("*Captured log call*")


def test_live_logs_have_them_too(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FAILING)

    result = run("--localstack", "--localstack-log-level", "INFO", "-o", "log_cli=true")

    result.stdout.fnmatch_lines(["*live log call*", LINE])


def test_an_ini_option_has_the_same_effect(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FAILING)
    pytester.makeini("[pytest]\nlocalstack_log_level = info\n")

    run("--localstack").stdout.fnmatch_lines([LINE])


@pytest.mark.parametrize("where", ["option", "ini"])
def test_a_level_that_does_not_exist_is_refused_with_those_that_do(
    run: Run, pytester: pytest.Pytester, where: str
) -> None:
    pytester.makeini("[pytest]\n" + ("localstack_log_level = loud\n" if where == "ini" else ""))

    result = run("--localstack", *(("--localstack-log-level", "loud") if where == "option" else ()))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*'loud' is no level: give DEBUG, INFO, WARNING, ERROR or CRITICAL*"])
