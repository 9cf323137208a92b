"""What tests that read the models of all services share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from localstack.aws import spec


@pytest.fixture(scope="module")
def forget_models() -> Iterator[None]:
    """Let go of the models afterwards: all of them take half a gigabyte."""
    yield
    spec.load.cache_clear()
    spec.loader.cache_clear()
