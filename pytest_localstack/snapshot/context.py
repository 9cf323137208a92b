"""What the transformers of one test share: numbered references and the replacements in the JSON text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

Replacement = Callable[[str], str]


class TransformContext(Protocol):
    """Collect what the transformers of a test replace; the normaliser that made it applies it afterwards."""

    @property
    def number(self) -> int | None:
        """The number of the normaliser: None for the algorithm of localstack-snapshot."""
        ...

    @property
    def walks_nested_lists(self) -> bool:
        """Tell whether transformers by key and value see what lies in a list directly inside another one."""
        ...

    def new_scope(self, label: str) -> int:
        """Take the next number of a label."""
        ...

    def register_serialized_replacement(self, replacement: Replacement) -> None:
        """Apply `replacement` to the JSON text of each match, after all that are registered already."""
        ...

    def register_pattern(self, pattern: re.Pattern[str], replacement: str) -> None:
        """Replace what a regular expression finds in each string."""
        ...

    def register_reference(self, value: object, label: str) -> str | None:
        """Give `value` the token `<label:n>` everywhere in the test; a value that has a token keeps it.

        :returns: the token to put in the place of a value that is no string; a string is replaced afterwards.
        :raises TransformError: when the normaliser has no token for such a value.
        """
        ...
