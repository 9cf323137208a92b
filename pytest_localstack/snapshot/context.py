"""What the transformers of one test share: numbered references and the replacements in the JSON text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .errors import TransformError

Replacement = Callable[[str], str]


class TransformContext:
    """Collect replacements while the transformers run; every match's text goes through them afterwards."""

    def __init__(self) -> None:
        self.serialized_replacements: list[Replacement] = []
        self._tokens: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()

    def register_serialized_replacement(self, replacement: Replacement) -> None:
        """Apply `replacement` to the JSON text of each match, after all that are registered already."""
        self.serialized_replacements.append(replacement)

    def register_reference(self, value: object, label: str) -> None:
        """Give `value` the token `<label:n>` everywhere in the test; a value that has a token keeps it.

        :raises TransformError: when the value is not a string.
        """
        if not isinstance(value, str):
            raise TransformError(
                f"<{label}:n> stands for strings only, found {type(value).__name__} {value!r}. "
                "Use reference_replacement=False to put a placeholder there."
            )
        if value in self._tokens:
            return
        self._numbers[label] += 1
        token = self._tokens[value] = f"<{label}:{self._numbers[label]}>"
        in_json = value.replace('"', '\\"')
        self.register_serialized_replacement(lambda text: text.replace(in_json, token))

    def apply(self, text: str) -> str:
        """Run the registered replacements over a match's JSON text, in the order of their registration."""
        for replacement in self.serialized_replacements:
            text = replacement(text)
        return text
