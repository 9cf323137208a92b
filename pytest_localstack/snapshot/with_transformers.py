"""The transformers of one test, and the ways in which a test adds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from .aws import AwsTransform
from .transformers import KeyValueBasedTransformer, RegexTransformer, Transformer


class WithTransformers:
    """Has transformers, each with a priority.

    :ivar transform: makes transformers.
    """

    def __init__(self) -> None:
        self.transform = AwsTransform()
        self._transformers: list[tuple[int, Transformer]] = []

    @property
    def transformers(self) -> list[Transformer]:
        """List them in the order in which they run."""
        return [one for _, one in sorted(self._transformers, key=lambda pair: pair[0])]

    def add_transformer(self, transformer: Transformer | Sequence[Transformer], *, priority: int = 0) -> None:
        """Add a transformer, or several, for this test; lower priorities run first."""
        several = transformer if isinstance(transformer, Sequence) else [transformer]
        self._transformers += [(priority, one) for one in several]

    def add_transformers_list(self, transformers: Sequence[Transformer], priority: int = 0) -> None:
        """Add several transformers."""
        self.add_transformer(list(transformers), priority=priority)

    def register_replacement(self, pattern: str | re.Pattern[str], value: str) -> None:
        """Replace what a regular expression finds in the JSON text of each match."""
        self.add_transformer(RegexTransformer(pattern, value))

    def skip_key(self, pattern: str | re.Pattern[str], value: str) -> None:
        """Put `value` under every key that begins with a match of the pattern."""
        regex = re.compile(pattern)
        self._add_placeholder(lambda key, old: old if regex.match(key) else None, value)

    def replace_value(self, pattern: str | re.Pattern[str], value: str) -> None:
        """Put `value` in place of every string that begins with a match of the pattern."""
        regex = re.compile(pattern)
        self._add_placeholder(
            lambda _, old: old if isinstance(old, str) and regex.match(old) else None, value
        )

    def _add_placeholder(self, match_fn: Callable[[str, Any], Any], value: str) -> None:
        self.add_transformer(KeyValueBasedTransformer(match_fn, replacement=value, replace_reference=False))
