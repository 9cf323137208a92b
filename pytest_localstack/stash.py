"""Where the plugin keeps what belongs to a pytest run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_localstack.environment import Environment
    from pytest_localstack.isolation import Isolation
    from pytest_localstack.report import Counts, Report
    from pytest_localstack.session import EmulatorSession

ENVIRONMENT: pytest.StashKey[Environment] = pytest.StashKey()
SESSION: pytest.StashKey[EmulatorSession] = pytest.StashKey()
ISOLATION: pytest.StashKey[Isolation] = pytest.StashKey()
REPORT: pytest.StashKey[Report] = pytest.StashKey()
WORKER_COUNTS: pytest.StashKey[Counts] = pytest.StashKey()
