"""Emulated state: journaled containers, stores per account and region, realms, locks and blobs."""

from localstack.state.containers import Map, Queue, Record, SortedMap
from localstack.state.journal import Journal
from localstack.state.stores import (
    AccountRegionBundle,
    BaseStore,
    CrossAccountAttribute,
    CrossRegionAttribute,
    LocalAttribute,
)

__all__ = [
    "AccountRegionBundle",
    "BaseStore",
    "CrossAccountAttribute",
    "CrossRegionAttribute",
    "Journal",
    "LocalAttribute",
    "Map",
    "Queue",
    "Record",
    "SortedMap",
]
