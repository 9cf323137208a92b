"""Stops a run from a checkout that is not installed, with the command that mends it."""

from __future__ import annotations

import importlib.util

import pytest

pytest_plugins = ("pytester",)


def pytest_configure() -> None:
    """Check that `providers/` is installed under its name."""
    if importlib.util.find_spec("localstack_providers") is None:
        raise pytest.UsageError("pytest-localstack is not installed: run `make install`, or pip install -e .")
