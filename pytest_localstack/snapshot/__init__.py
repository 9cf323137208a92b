"""Snapshot testing of AWS responses, as a pytest plugin of its own.

`-p no:pytest_localstack.snapshot` turns it off and frees the fixture name.

::

    session       one test's matches: normalise, compare, record
      recorder                  the test's entry
      expected, anything        what `==` compares with
      tree, objects             match values as trees
      transform, aws, patterns  the factory behind `snapshot.transform`
      transformers, context     what changes the trees and the text
      normalising               how this is applied, by the number an entry carries
      paths                     skip paths
      diff, alignment           comparison
      ledger, places, request   what was matched where, and what was sent before
      outcome                   what became of it; crosses from a worker to the controller
    report, values, failure     the text of a failure, its traceback and its colours
      legacy                    the text as JSON
    html                        all of it on a page
    review                      asks what of it is recorded
      redaction, sensitive      the gate: what never reaches the disk
      store, lock, location     recording files; writing puts each in its place whole
    unused                      recordings that no test asks for
    upkeep                      what `localstack snapshot` does with recordings
    plugin        hooks and fixtures over options, marker, environment, summary, shown

Importing the package loads no comparison library, and nothing of botocore.
"""

from __future__ import annotations

from .environment import SnapshotEnvironment
from .errors import SnapshotAssertionError, SnapshotError, SnapshotFileError, TransformError
from .plugin import (
    _snapshot_session,
    aws_snapshot,
    pytest_addhooks,
    pytest_addoption,
    pytest_assertrepr_compare,
    pytest_configure,
    pytest_load_initial_conftests,
    pytest_localstack_snapshot_environment,
    pytest_runtest_call,
    pytest_runtest_makereport,
    pytest_runtest_setup,
    pytest_runtest_teardown,
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
    "aws_snapshot",
    "pytest_addhooks",
    "pytest_addoption",
    "pytest_assertrepr_compare",
    "pytest_configure",
    "pytest_load_initial_conftests",
    "pytest_localstack_snapshot_environment",
    "pytest_runtest_call",
    "pytest_runtest_makereport",
    "pytest_runtest_setup",
    "pytest_runtest_teardown",
    "snapshot",
    "snapshot_basic_transformers",
]
