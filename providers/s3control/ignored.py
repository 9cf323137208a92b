"""Members of requests that are accepted and have no effect: scopes are those of directory buckets."""

from __future__ import annotations

from typing import Final

IGNORED: Final = {
    "CreateAccessPoint": frozenset({"Scope", "Tags"}),
    "ListAccessPoints": frozenset({"DataSourceId", "DataSourceType"}),
}
