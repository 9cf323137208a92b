"""`--snapshot-verify` compares and writes nothing, whatever else is asked for."""

from __future__ import annotations

import pytest

ONE_TEST = """
    import os

    def test_value(snapshot):
        snapshot.match("value", os.environ.get("VALUE", "first"))
"""


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
@pytest.mark.parametrize("flag", ["--snapshot-verify", "--localstack-snapshot-verify"])
def test_verification_wins_over_what_would_write_or_skip(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, processes: tuple[str, ...], flag: str
) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    pytester.runpytest("--snapshot-update")
    before = (pytester.path / "test_aws.snapshot.json").read_bytes()
    for name, value in {"VALUE": "second", "SNAPSHOT_UPDATE": "1", "SNAPSHOT_RAW": "1"}.items():
        monkeypatch.setenv(name, value)

    result = pytester.runpytest(flag, "--snapshot-update", "--snapshot-skip-all", *processes)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['*(~) *"first" -> "second"*'])
    assert (pytester.path / "test_aws.snapshot.json").read_bytes() == before
    assert [path.name for path in pytester.path.glob("*.json")] == ["test_aws.snapshot.json"]
