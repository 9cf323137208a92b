"""`--snapshot-skip-all` compares nothing, so nothing fails for its snapshots."""

from __future__ import annotations

import pytest

TWO_TESTS = """
    def test_different(snapshot):
        snapshot.match("value", CHANGED)

    def test_missing(snapshot):
        if CHANGED:
            snapshot.match("new", 1)
"""


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
@pytest.mark.parametrize("flag", ["--snapshot-skip-all", "--localstack-snapshot-skip-all"])
def test_neither_a_difference_nor_a_missing_recording_fails(
    pytester: pytest.Pytester, processes: tuple[str, ...], flag: str
) -> None:
    pytester.makepyfile(test_aws="CHANGED = 0\n" + "\n".join(line[4:] for line in TWO_TESTS.splitlines()))
    pytester.runpytest("--snapshot-update")
    pytester.makepyfile(test_aws="CHANGED = 10\n" + "\n".join(line[4:] for line in TWO_TESTS.splitlines()))

    compared = pytester.runpytest(*processes)
    skipped = pytester.runpytest(flag, "-v", *processes)

    compared.assert_outcomes(failed=2)
    skipped.assert_outcomes(passed=2)
    skipped.stdout.fnmatch_lines(["snapshots: 2 skipped"])
