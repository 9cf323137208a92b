"""What a normaliser does with the matches of one test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pytest_localstack.snapshot.diff import SnapshotMatchResult
    from pytest_localstack.snapshot.transformers import Transformer


class Normaliser(Protocol):
    """Turn the matches of a test into what is recorded, and compare them with what is."""

    @property
    def number(self) -> int | None:
        """Give the number its entries carry; None for entries without one."""
        ...

    def normalise(
        self,
        observed_state: Mapping[str, Any],
        transformers: Sequence[Transformer],
        skip_paths: Sequence[str] = (),
        recorded: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Run the transformers over all matches of the test.

        :param observed_state: the values by match key, as `tree.observed` took them; they stay as they are.
        :param transformers: in the order in which they run.
        :param skip_paths: JSONPaths into `{match key: value}` that are left out before references are replaced.
        :param recorded: what is recorded for the test, for a normaliser that keeps the numbers of its tokens.
        :returns: plain JSON values by match key.
        :raises TransformError: when a value cannot be transformed or recorded.
        """
        ...

    def compare(
        self, recorded: Mapping[str, Any], observed: Mapping[str, Any], keys: Sequence[str]
    ) -> list[SnapshotMatchResult]:
        """Compare normalised values with recorded ones, one result per key.

        :param keys: the match keys asked for; a key on one side only is compared with None.
        """
        ...
