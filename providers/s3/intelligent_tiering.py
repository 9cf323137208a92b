"""Intelligent-Tiering configurations: which objects would go to the archive tiers. No object goes anywhere.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringConfiguration.html
"""

from __future__ import annotations

from typing import Final

from . import configurations, errors, filters
from .configurations import Configuration, require_choice

LEAST_DAYS: Final = {"ARCHIVE_ACCESS": 90, "DEEP_ARCHIVE_ACCESS": 180}
MOST_DAYS: Final = 730


def parse(identifier: str, given: Configuration) -> Configuration:
    """Read a configuration from a request.

    The limits of days are documented, the words of their refusal are not, nor is that of a tier named twice.

    :param identifier: the one that the request names.
    :raises MalformedXML: when it does not follow the schema, or has another id.
    :raises InvalidArgument: when objects cannot go to a tier after so many days.
    """
    configurations.require_same_id(identifier, given)
    filters.check(given.get("Filter"))
    require_choice(given.get("Status"), "Enabled", "Disabled")
    tierings = given.get("Tierings")
    if not tierings:
        raise errors.MalformedXML
    tiers = [tiering.get("AccessTier") for tiering in tierings]
    if len(set(tiers)) != len(tiers):
        raise errors.MalformedXML
    for tiering in tierings:
        require_choice(tiering.get("AccessTier"), *LEAST_DAYS)
        _require_days(tiering.get("Days"), LEAST_DAYS[tiering["AccessTier"]])
    return given


def _require_days(days: int | None, least: int) -> None:
    if days is None:
        raise errors.MalformedXML
    if not least <= days <= MOST_DAYS:
        raise errors.InvalidArgument("Invalid Argument", ArgumentName="Days", ArgumentValue=days)
