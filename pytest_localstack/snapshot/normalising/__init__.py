"""The ways to normalise the matches of a test; a recorded entry names the one that wrote it by number.

::

    protocol   what a normaliser does
    original   an entry without a number: the algorithm of the recordings made with localstack-snapshot
    by_tree    number 1: replacements in the tree, tokens up to renaming
      tokens, replacing, written, renaming
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .by_tree import TreeNormaliser
from .original import OriginalNormaliser
from .protocol import Normaliser

NORMALISERS: Mapping[int | None, Callable[[], Normaliser]] = {
    None: OriginalNormaliser,
    1: TreeNormaliser,
}
NEWEST: int | None = 1

__all__ = ["NEWEST", "NORMALISERS", "Normaliser"]
