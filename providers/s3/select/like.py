"""The patterns of LIKE: `_` is any character, `%` any number of them, and the escape makes the next one plain.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from . import errors
from .values import Value, is_unknown


def like(value: Value, pattern: Value, escape: Value = "") -> bool | None:
    """Tell whether a string follows a pattern.

    :raises LikeInvalidInputs: when something else than strings is given.
    :raises EvaluatorLikePatternInvalidEscapeSequence: when the escape is no character, or escapes nothing.
    """
    if any(map(is_unknown, (value, pattern, escape))):
        return None
    if not isinstance(value, str) or not isinstance(pattern, str) or not isinstance(escape, str):
        raise errors.LikeInvalidInputs
    return _compile(pattern, escape).fullmatch(value) is not None


@functools.lru_cache(maxsize=256)
def _compile(pattern: str, escape: str) -> re.Pattern[str]:
    """Make a regular expression that looks at each character of a value once for each part between two `%`."""
    if len(escape) > 1:
        raise errors.EvaluatorLikePatternInvalidEscapeSequence
    parts = [""]
    for token in _tokens(pattern, escape):
        if token == "%":
            parts.append("")
        else:
            parts[-1] += token
    first, *middle = parts
    last = f".*{middle.pop()}" if middle else ""
    inner = "".join(f"(?>.*?{part})" for part in middle if part)
    return re.compile(first + inner + last, re.DOTALL)


def _tokens(pattern: str, escape: str) -> Iterator[str]:
    """Give `%` and what stands for the other characters."""
    characters = iter(pattern)
    for character in characters:
        if escape and character == escape:
            escaped = next(characters, "")
            if escaped not in ("%", "_", escape):
                raise errors.EvaluatorLikePatternInvalidEscapeSequence
            yield re.escape(escaped) if escaped != "%" else "[%]"
        elif character == "%":
            yield "%"
        else:
            yield "." if character == "_" else re.escape(character)
