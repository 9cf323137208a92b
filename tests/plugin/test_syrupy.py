"""syrupy in the same run: it has `--snapshot-update` and a fixture `snapshot` too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

OURS, THEIRS = "pytest_localstack.snapshot", "syrupy"
FREED = ("-p", f"no:{OURS}")
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
# `-p` loads before entry points do, and entry points load in the order of their distributions.
EACH_ORDER = pytest.mark.parametrize(
    "order",
    [
        ("-p", THEIRS, "-p", OURS),
        ("-p", OURS, "-p", THEIRS),
        ("-p", THEIRS),
        ("-p", OURS),
        (),
    ],
    ids=["theirs-ours", "ours-theirs", "theirs-entry-point", "ours-entry-point", "entry-points"],
)
OUR_TEST = """
    import pytest

    @pytest.fixture
    def snapshot(_snapshot_session):
        return _snapshot_session

    def test_ours(snapshot):
        snapshot.match("value", 1)
"""
THEIR_TEST = """
    def test_theirs(snapshot):
        assert {"a": 1} == snapshot
"""


@pytest.fixture(autouse=True)
def _installed(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the inner runs load syrupy as its users do: by its entry point."""
    off = ("hypothesispytest", "asyncio", "rerunfailures", "anyio", "cacheprovider")
    monkeypatch.setenv("PYTEST_ADDOPTS", " ".join(f"-p no:{name}" for name in off))
    monkeypatch.setenv("HOME", str(pytester.path))


def files(pytester: pytest.Pytester) -> list[str]:
    root = Path(pytester.path)
    found = [*root.rglob("*.ambr"), *root.rglob("*.snapshot.json")]
    return sorted(path.relative_to(root).as_posix() for path in found)


@EACH_RUN
@EACH_ORDER
def test_one_flag_updates_both(
    pytester: pytest.Pytester, order: tuple[str, ...], processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        test_ours=OUR_TEST,
        test_theirs="""
        import pytest
        from syrupy.assertion import SnapshotAssertion
        from syrupy.extensions import DEFAULT_EXTENSION
        from syrupy.location import PyTestLocation

        @pytest.fixture
        def snapshot(request):
            return SnapshotAssertion(
                update_snapshots=request.config.option.update_snapshots,
                extension_class=DEFAULT_EXTENSION,
                test_location=PyTestLocation(request.node),
                session=request.session.config._syrupy,
            )

        def test_theirs(snapshot):
            assert {"a": 1} == snapshot
        """,
    )

    update = pytester.runpytest_subprocess(*order, *processes, "--snapshot-update")
    compare = pytester.runpytest_subprocess(*order, *processes)

    update.assert_outcomes(passed=2)
    compare.assert_outcomes(passed=2)
    assert files(pytester) == ["__snapshots__/test_theirs.ambr", "test_ours.snapshot.json"]


@EACH_ORDER
def test_the_prefixed_flag_updates_ours_alone(pytester: pytest.Pytester, order: tuple[str, ...]) -> None:
    test_flag = "def test_flag(request):\n    assert not request.config.option.update_snapshots"
    pytester.makepyfile(test_ours=OUR_TEST, test_flag=test_flag)

    result = pytester.runpytest_subprocess(*order, "--localstack-snapshot-update")

    result.assert_outcomes(passed=2)
    assert files(pytester) == ["test_ours.snapshot.json"]


@EACH_RUN
@pytest.mark.parametrize("order", [(), ("-p", THEIRS)], ids=["entry-point", "option"])
def test_turned_off_ours_leaves_fixture_and_flag_to_theirs(
    pytester: pytest.Pytester, order: tuple[str, ...], processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_theirs=THEIR_TEST)

    update = pytester.runpytest_subprocess(*FREED, *order, *processes, "--snapshot-update")
    compare = pytester.runpytest_subprocess(*FREED, *order, *processes)

    update.assert_outcomes(passed=1)
    compare.assert_outcomes(passed=1)
    assert files(pytester) == ["__snapshots__/test_theirs.ambr"]


def test_turned_off_theirs_leaves_fixture_and_flag_to_ours(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_ours="def test_ours(snapshot):\n    snapshot.match('value', 1)")

    result = pytester.runpytest_subprocess("-p", "no:syrupy", "--snapshot-update")

    result.assert_outcomes(passed=1)
    assert files(pytester) == ["test_ours.snapshot.json"]


@EACH_ORDER
def test_both_compare_in_one_test(pytester: pytest.Pytester, order: tuple[str, ...]) -> None:
    pytester.makeconftest(
        """
        import pytest
        from syrupy import snapshot as theirs

        snapshot = theirs
        """
    )
    pytester.makepyfile(
        test_both="""
        def test_both(snapshot, aws_snapshot):
            aws_snapshot.match("value", 1)
            assert {"a": 1} == snapshot
        """
    )

    update = pytester.runpytest_subprocess(*order, "--snapshot-update")
    compare = pytester.runpytest_subprocess(*order)

    update.assert_outcomes(passed=1)
    compare.assert_outcomes(passed=1)
    assert files(pytester) == ["__snapshots__/test_both.ambr", "test_both.snapshot.json"]


def test_a_conftest_may_load_the_other_plugin(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("pytest_plugins = ['other_snapshots']")
    pytester.makepyfile(
        other_snapshots="""
        def pytest_addoption(parser):
            parser.getgroup("other").addoption("--snapshot-update", action="store_true", dest="other_update")
        """,
        test_ours="def test_ours(snapshot):\n    snapshot.match('value', 1)",
    )

    result = pytester.runpytest_subprocess("-p", "no:syrupy", "--snapshot-update")

    result.assert_outcomes(passed=1)
    recorded = json.loads((pytester.path / "test_ours.snapshot.json").read_text())
    assert list(recorded) == ["test_ours.py::test_ours"]
