"""Where the plugin keeps what belongs to a pytest run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_localstack.calls.record import CallRecord
    from pytest_localstack.calls.totals import Totals
    from pytest_localstack.environment import Environment
    from pytest_localstack.faults import AwsFaults
    from pytest_localstack.guard.hooks import GuardHooks
    from pytest_localstack.isolation import Isolation
    from pytest_localstack.report import Counts, Report
    from pytest_localstack.session import EmulatorSession
    from pytest_localstack.shared import SharedServer

ENVIRONMENT: pytest.StashKey[Environment] = pytest.StashKey()
GUARD: pytest.StashKey[GuardHooks] = pytest.StashKey()
SESSION: pytest.StashKey[EmulatorSession] = pytest.StashKey()
SERVER: pytest.StashKey[SharedServer] = pytest.StashKey()
ISOLATION: pytest.StashKey[Isolation] = pytest.StashKey()
REPORT: pytest.StashKey[Report] = pytest.StashKey()
WORKER_COUNTS: pytest.StashKey[Counts] = pytest.StashKey()
FAULTS: pytest.StashKey[AwsFaults] = pytest.StashKey()
CALLS: pytest.StashKey[CallRecord] = pytest.StashKey()
CALLS_OF_WORKERS: pytest.StashKey[Totals] = pytest.StashKey()
