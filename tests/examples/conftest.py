"""Documents whose code is run."""

from __future__ import annotations

from tests.plugin.conftest import _environment_of_inner_runs, run

__all__ = ["_environment_of_inner_runs", "run"]
