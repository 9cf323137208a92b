"""docs/services.md tells what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from localstack.services.coverage import Coverage, coverage, document, versions

PAGE = Path(__file__).resolve().parents[3] / "docs" / "services.md"


@pytest.fixture(scope="module")
def rows() -> list[Coverage]:
    return list(coverage())


def test_the_page_is_up_to_date(rows: list[Coverage]) -> None:
    page = PAGE.read_text()

    if versions() in page:
        assert page == document(rows), "run `make docs`"
    else:  # other releases count other operations; what is native does not depend on them
        native = [
            f"| {row.service} | native | {len(row.implemented)} |" for row in rows if row.origin == "native"
        ]
        assert [line for line in native if line not in page] == [], "run `make docs`"


def test_every_service_answers_something(rows: list[Coverage]) -> None:
    assert [row.service for row in rows if not row.implemented] == []


def test_native_services_come_first_and_name_what_they_lack() -> None:
    rows = [
        Coverage("acm", "long tail", frozenset({"ListCertificates"}), 2, ("X",)),
        Coverage("sts", "native", frozenset({"GetCallerIdentity"}), 3, ("A", "B")),
    ]

    lines = document(rows).splitlines()

    assert lines.index("| sts | native | 1 | 3 |") < lines.index("| acm | long tail | 1 | 2 |")
    assert "- **sts**: A, B" in lines
