"""docs/scenarios.md names a test for everything, and every test it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.scenarios import COMPLETE, PAGE, ROOT, operations_of, raised_by

ROW = re.compile(r"\| `(?P<name>[^`]+)` \| (?:`(?P<test>[^`]+)`)?")


def rows(service: str) -> dict[str, str]:
    """Give the first test of each operation and error of a service."""
    section = PAGE.read_text().partition(f"\n## {service}\n")[2].partition("\n## ")[0]
    return {row["name"]: row["test"] or "" for row in map(ROW.match, section.splitlines()) if row}


@pytest.mark.parametrize("service", COMPLETE)
def test_every_operation_and_error_has_a_scenario(service: str) -> None:
    wanted = {*operations_of(service), *raised_by(service)}

    assert sorted(name for name in wanted if not rows(service).get(name)) == [], (
        "write a scenario, make scenarios"
    )


def test_what_is_raised_is_found() -> None:
    assert {"NoSuchKey", "MalformedXML", "KMS.NotFoundException"} <= set(raised_by("s3"))
    assert "NotAnError" not in raised_by("s3")


def test_every_scenario_is_a_test() -> None:
    named = set(re.findall(r"`([\w/]+\.py::\w+)`", PAGE.read_text()))
    assert named

    missing = [test for test in sorted(named) if not is_there(*test.split("::"))]

    assert missing == [], "make scenarios"


def is_there(path: str, name: str) -> bool:
    file = ROOT / "tests" / "aws" / Path(path)
    if not file.exists():
        return False
    body = ast.parse(file.read_text()).body
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in body)
