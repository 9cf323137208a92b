"""The code in the documents: files to run, and differences between files.

A block of Python is run when its first line is a comment with the name of a file: `# test_invoices.py`. A file that
holds no tests, `# conftest.py`, belongs to the next one that does. Every other block is an excerpt.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"# (\w+\.py)\n")


@dataclass(frozen=True)
class Snippet:
    """A test file of a document, with the files it needs.

    :ivar files: contents by name.
    """

    document: str
    name: str
    files: dict[str, str]

    def __str__(self) -> str:
        return f"{self.document} {self.name}"


def blocks_of(document: str, language: str) -> list[str]:
    """Give the fenced blocks of a language."""
    text = (ROOT / document).read_text()
    return [content for name, content in _BLOCK.findall(text) if name == language]


def snippets_of(document: str) -> Iterator[Snippet]:
    """Give the test files of a document."""
    files: dict[str, str] = {}
    for block in blocks_of(document, "python"):
        if (found := _NAME.match(block)) is None:
            continue
        files[found[1]] = block
        if found[1].startswith("test_"):
            yield Snippet(document, found[1], files)
            files = {}


def difference(before: str, after: str) -> str:
    """Give what changes from one text to the other, as the documents show it."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm="")
    return "".join(f"{line}\n" for number, line in enumerate(lines) if number > 1)
