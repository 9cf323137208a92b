"""What S3 Control holds for one account in one region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from localstack.state import (
    BaseStore,
    CrossAccountAttribute,
    CrossRegionAttribute,
    LocalAttribute,
    Map,
    SortedMap,
)

from .access_point import AccessPoint

BLOCK: Final = "public access block"


class S3ControlStore(BaseStore):
    """The settings of one account, and its access points.

    :cvar settings: by what they are about; the only one is :data:`BLOCK`.
    :cvar aliases: of the access points of all accounts: account, region and name.
    """

    settings = CrossRegionAttribute[Map[str, Mapping[str, bool]]](Map)
    access_points = LocalAttribute[SortedMap[str, AccessPoint]](SortedMap)
    aliases = CrossAccountAttribute[Map[str, tuple[str, str, str]]](Map)

    def add(self, point: AccessPoint) -> None:
        """Add an access point."""
        self.access_points[point.name] = point
        self.aliases[point.alias] = (self.account_id, self.region_name, point.name)

    def remove(self, point: AccessPoint) -> None:
        """Remove an access point."""
        del self.access_points[point.name]
        del self.aliases[point.alias]

    def drop_shared(self) -> None:
        """Drop the aliases of the account's access points."""
        for alias, (account_id, _, _) in list(self.aliases.items()):
            if account_id == self.account_id:
                del self.aliases[alias]
