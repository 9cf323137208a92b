"""`--parity-fail-under`: how much has to match."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.evidence import TESTS

Run = Callable[..., pytest.RunResult]
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])


@pytest.fixture
def recorded(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TESTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AWS_BASELINES_DIR", raising=False)
        run("--localstack", "--snapshot-update").assert_outcomes(passed=3)


@EACH_RUN
@pytest.mark.usefixtures("baselines", "recorded")
@pytest.mark.parametrize(("least", "fails"), [("50", False), ("50.1", True), ("100", True)])
def test_less_fails_the_run(run: Run, processes: tuple[str, ...], least: str, fails: bool) -> None:
    result = run("--localstack", f"--parity-fail-under={least}", *processes)

    line = f"parity: 50.0 % is less than --parity-fail-under={least}"
    assert (line in result.outlines) is fails
    assert "parity with real AWS" not in result.stdout.str()


@pytest.mark.usefixtures("baselines", "recorded")
def test_enough_does_not(run: Run) -> None:
    assert run("--localstack", "--parity-fail-under=100", "-k", "same").ret == pytest.ExitCode.OK


@EACH_RUN
@pytest.mark.usefixtures("recorded")
def test_nothing_compared_is_not_enough(run: Run, processes: tuple[str, ...]) -> None:
    result = run("--localstack", "--parity-fail-under=0", *processes)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["parity: nothing was compared with real AWS, and --parity-fail-under=0"])


@pytest.mark.parametrize("number", ["-1", "101", "most", "nan"])
def test_no_percentage_is_refused(run_here: Run, number: str) -> None:
    result = run_here(f"--parity-fail-under={number}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*'{number}' is no percentage: give a number from 0 to 100*"])
