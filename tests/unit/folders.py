"""Folders of data that this repository does not hold, named by environment variables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BASELINES = "AWS_BASELINES_DIR"
PROTOCOL_VECTORS = "AWS_PROTOCOL_VECTORS_DIR"


def folder_of(variable: str) -> Path | None:
    """Give the folder a variable names, or `None` when the variable is not set.

    :raises pytest.UsageError: when it is set and names no folder, or an empty one: checks that were asked for
        must not be passed over.
    """
    named = os.environ.get(variable)
    if named is None:
        return None
    folder = Path(named)
    if not named or not folder.is_dir() or not any(folder.iterdir()):
        raise pytest.UsageError(f"{variable} names {named!r}, which is no folder with files in it; unset it")
    return folder


def needs(variable: str) -> pytest.MarkDecorator:
    """Give the mark of tests that are skipped when the variable is not set."""
    return pytest.mark.skipif(folder_of(variable) is None, reason=f"{variable} is not set")
