"""The parts of the plugin: each can be left out, and says what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


def test_without_the_plugin_nothing_of_it_is_there(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys
        import pytest

        def test_it(request, snapshot):
            assert "localstack.runtime" not in sys.modules
            with pytest.raises(pytest.FixtureLookupError):
                request.getfixturevalue("aws_client")
        """
    )

    run("-p", "no:pytest_localstack.plugin").assert_outcomes(passed=1)


def test_without_the_snapshot_plugin_its_fixture_name_is_free(
    run_here: Run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile("def test_it(snapshot, aws_client): aws_client.sts.get_caller_identity()")

    result = run_here("--localstack", "-p", "no:pytest_localstack.snapshot")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'snapshot' not found"])


def test_markers_are_registered_and_help_names_the_options(run_here: Run) -> None:
    markers = run_here("--markers").stdout.str()
    options = run_here("--help").stdout.str()

    assert "@pytest.mark.localstack_isolation(mode): " in markers
    assert "@pytest.mark.skip_snapshot_verify(" in markers
    for option in (
        "--localstack ",
        "--localstack-port=PORT",
        "--localstack-isolation=rollback|account|none",
        "--localstack-shared",
        "--localstack-endpoint=URL",
    ):
        assert f"\n  {option}" in options
    assert "localstack_isolation (string)" in options


def test_the_parts_are_not_looked_for_among_the_entry_points(
    run_here: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile("def test(s3_bucket): pass")
    asked: list[str | None] = []
    load = pytest.PytestPluginManager.load_setuptools_entrypoints

    def spy(manager: pytest.PytestPluginManager, group: str, name: str | None = None) -> int:
        asked.append(name)
        return load(manager, group, name)

    monkeypatch.setattr(pytest.PytestPluginManager, "load_setuptools_entrypoints", spy)

    run_here("--localstack").assert_outcomes(passed=1)

    assert asked == [None]
