"""`aws_markers_in`: the folders in which each test says how it relates to real AWS."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])


@pytest.fixture(autouse=True)
def _folders(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naws_markers_in = aws")
    for folder in ("aws", "unit"):
        pytester.mkdir(folder)
    (pytester.path / "unit/test_unit.py").write_text("def test_it(): pass")


def write(pytester: pytest.Pytester, *markers: str) -> None:
    text = "from localstack.testing.pytest import markers\n" + "".join(f"@{one}\n" for one in markers)
    (pytester.path / "aws/test_aws.py").write_text(f"{text}def test_it(): pass")


@EACH_RUN
def test_one_marker_is_enough(run: Run, pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    write(pytester, "markers.aws.unknown")

    run(*processes).assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("markers", "found"),
    [((), "none"), (("markers.aws.validated", "markers.aws.unknown"), "aws_validated and aws_unknown")],
    ids=["none", "two"],
)
def test_none_and_two_are_refused(
    run_here: Run, pytester: pytest.Pytester, markers: tuple[str, ...], found: str
) -> None:
    write(pytester, *markers)

    result = run_here()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [
            "*aws_markers_in: each test needs exactly one of aws_validated, aws_manual*",
            f"  aws/test_aws.py::test_it has {found}",
        ]
    )


def test_without_the_option_nothing_is_asked_for(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]")
    write(pytester)

    run_here().assert_outcomes(passed=2)
