"""What a normaliser does with the matches of one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
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

    def one_by_one(self, recorded: Mapping[str, Any]) -> OneByOne:
        """Begin to normalise the matches of a test as they are made, all of them, in their order.

        :param recorded: everything that is recorded for the test.
        """
        ...


OneByOne = Callable[
    [Mapping[str, Any], Sequence["Transformer"], Sequence[str], Mapping[str, Any]], dict[str, Any]
]
"""Normalise a further match: `{key: value}`, transformers, skip paths, and what is recorded of it."""
