"""Snapshot testing of AWS responses, as a pytest plugin of its own.

`-p no:pytest_localstack.snapshot` turns it off and frees the fixture name.

::

    session       one test's matches: normalise, compare, record
      tree, objects             match values as trees
      transform, aws, patterns  the factory behind `snapshot.transform`
      transformers, context     what changes the trees and the text
      paths, diff, report       skip paths, comparison, its text
      store, lock, location     recording files
    plugin        hooks and fixtures over options, marker, environment, summary

Importing the package loads no comparison library, and nothing of botocore.
"""

from __future__ import annotations

from .environment import SnapshotEnvironment
from .errors import SnapshotAssertionError, SnapshotError, SnapshotFileError, TransformError
from .plugin import (
    _snapshot_session,
    pytest_addhooks,
    pytest_addoption,
    pytest_configure,
    pytest_load_initial_conftests,
    pytest_localstack_snapshot_environment,
    pytest_runtest_call,
    pytest_runtest_makereport,
    snapshot,
    snapshot_basic_transformers,
)

__all__ = [
    "SnapshotAssertionError",
    "SnapshotEnvironment",
    "SnapshotError",
    "SnapshotFileError",
    "TransformError",
    "_snapshot_session",
    "pytest_addhooks",
    "pytest_addoption",
    "pytest_configure",
    "pytest_load_initial_conftests",
    "pytest_localstack_snapshot_environment",
    "pytest_runtest_call",
    "pytest_runtest_makereport",
    "snapshot",
    "snapshot_basic_transformers",
]
