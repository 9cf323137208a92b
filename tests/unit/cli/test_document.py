"""docs/cli.md is what the code says."""

from __future__ import annotations

from pathlib import Path

from localstack.cli.document import document

PAGE = Path(__file__).resolve().parents[3] / "docs" / "cli.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == document(), "run `make docs`"
