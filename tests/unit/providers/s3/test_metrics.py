"""Metrics configurations: what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import errors, metrics


def test_a_configuration_is_kept_as_it_was_given() -> None:
    given = {"Id": "all", "Filter": {"Prefix": "logs/"}}

    assert metrics.parse("all", given) == given


@pytest.mark.parametrize(
    "given",
    [{}, {"Id": "other"}, {"Id": "all", "Filter": {}}],
    ids=["nothing", "another id", "empty filter"],
)
def test_what_does_not_follow_the_schema_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        metrics.parse("all", given)
