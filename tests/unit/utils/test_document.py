"""docs/api.md names what there is in localstack.utils."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def public_names() -> set[str]:
    """Give the functions and classes of every module."""
    return {
        node.name
        for path in (ROOT / "localstack" / "utils").rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
    }


def test_every_function_and_class_is_named() -> None:
    section = (ROOT / "docs" / "api.md").read_text().partition("## Utilities")[2]
    named = set(re.findall(r"[a-zA-Z_0-9]+", " ".join(re.findall(r"`([^`]+)`", section))))

    assert public_names() - named == set()
