"""Puts colours on failures in the process that has the terminal."""

from __future__ import annotations

import pytest

ATTRIBUTE = "localstack_snapshot_failure"


class ShownFailures:
    """Listens to reports, those of workers included, before the terminal does."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Give a failed comparison its colours."""
        if ATTRIBUTE in vars(report):
            from .failure import coloured

            coloured(report, self._config.get_verbosity())
