"""What S3 Control holds for one account in one region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from localstack.state import BaseStore, CrossRegionAttribute, LocalAttribute, Map, SortedMap

from .access_point import AccessPoint

BLOCK: Final = "public access block"


class S3ControlStore(BaseStore):
    """The settings of one account, and its access points.

    :cvar settings: by what they are about; the only one is :data:`BLOCK`.
    """

    settings = CrossRegionAttribute[Map[str, Mapping[str, bool]]](Map)
    access_points = LocalAttribute[SortedMap[str, AccessPoint]](SortedMap)
