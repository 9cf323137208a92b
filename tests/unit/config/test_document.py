"""The page of variables is what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

from localstack.config import settings
from localstack.config.catalogue import honoured, without_effect
from localstack.config.document import document

ROOT = Path(__file__).resolve().parents[3]
CATALOGUES = ("localstack/config/catalogue.py", "localstack/config/settings.py")


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs/configuration.md").read_text() == document(), "run `make docs`"


def test_no_variable_is_both_honoured_and_without_effect() -> None:
    assert honoured().keys() & without_effect().keys() == set()


def test_every_honoured_variable_is_read_and_no_other() -> None:
    sources = [
        path.read_text()
        for folder in ("localstack", "pytest_localstack")
        for path in (ROOT / folder).rglob("*.py")
        if path.relative_to(ROOT).as_posix() not in CATALOGUES
    ]
    of_settings = {variable.name for variable in settings.variables()}
    read = {name for text in sources for name in re.findall(r'"([A-Z][A-Z0-9_]+)"', text)}

    assert honoured().keys() - of_settings - read == set()
    assert without_effect().keys() & read == set(), "move it to what is honoured"
