"""Intelligent-Tiering configurations: what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import errors, intelligent_tiering

ARCHIVE, DEEP = "ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"


def given(*tiers: tuple[str, int | None], **change: Any) -> dict[str, Any]:
    tierings = [
        {"AccessTier": tier} if days is None else {"AccessTier": tier, "Days": days} for tier, days in tiers
    ]
    return {"Id": "all", "Status": "Enabled", "Tierings": tierings, **change}


@pytest.mark.parametrize("tiers", [[(ARCHIVE, 90)], [(ARCHIVE, 730), (DEEP, 180)]])
def test_a_configuration_is_kept_as_it_was_given(tiers: Any) -> None:
    assert intelligent_tiering.parse("all", given(*tiers)) == given(*tiers)


@pytest.mark.parametrize(
    "configuration",
    [
        given(),
        given((ARCHIVE, 90), Id="other"),
        given((ARCHIVE, 90), Status="On"),
        given((ARCHIVE, 90), Filter={}),
        given((ARCHIVE, None)),
        given(("FREQUENT", 90)),
        given((ARCHIVE, 90), (ARCHIVE, 91)),
    ],
    ids=["no tier", "another id", "status", "empty filter", "no days", "no such tier", "tier twice"],
)
def test_what_does_not_follow_the_schema_is_refused(configuration: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        intelligent_tiering.parse("all", configuration)


@pytest.mark.parametrize(("tier", "days"), [(ARCHIVE, 89), (DEEP, 179), (ARCHIVE, 731)])
def test_the_days_of_a_tier_have_limits(tier: str, days: int) -> None:
    with pytest.raises(errors.InvalidArgument):
        intelligent_tiering.parse("all", given((tier, days)))
