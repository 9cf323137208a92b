"""The file of the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

from pytest_localstack.snapshot.html.contents import MOST_ROWS
from tests.unit.snapshot.html.pages import HOSTILE, run_of_two_services, written
from tests.unit.snapshot.outcomes import outcome


class Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements:
            tag, attributes = self.elements[-1]
            self.texts.setdefault(attributes.get("id") or tag, data)

    @property
    def values(self) -> Any:
        return json.loads(self.texts["values"])


def test_the_values_of_a_run_stand_in_the_page() -> None:
    values = Parsed(written(run_of_two_services())).values

    assert values["counts"] == {
        "matched": 1, "differs": 3, "missing": 1, "skipped": 0, "updated": 0, "new": 0,
    }  # fmt: skip
    assert [row["service"] for row in values["parity"]] == ["s3", "sqs", "sts"]
    test = next(test for test in values["tests"] if "test_s3" in test["nodeid"])
    assert test["recorded"] == "01-02-2026, 03:04:05 UTC on AWS in eu-west-1 with botocore 1.44.5"
    assert test["command"] == "pytest --snapshot-update tests/test_s3.py::test_objects"
    assert test["matches"][0] == {
        "key": "get-object",
        "status": "differs",
        "place": "",
        "service": "s3",
        "request": "s3.Get()",
        "answers": True,
        "differences": 1,
        "skip": ["$.get-object.Size"],
        "rows": [["s", "{"], ["c", '  "Size": 5,', '  "Size": 6,'], ["s", '  "ETag": "abc"'], ["s", "}"]],
        "cut": 0,
    }


def test_no_text_of_a_run_becomes_markup() -> None:
    text = written(run_of_two_services())

    assert HOSTILE not in text
    parsed = Parsed(text)
    assert [tag for tag, _ in parsed.elements].count("script") == 2
    assert "img" not in [tag for tag, _ in parsed.elements]
    hostile = next(test for test in parsed.values["tests"] if "test_x" in test["nodeid"])
    assert hostile["matches"][0]["key"] == HOSTILE


def test_a_text_that_is_no_unicode_is_written_too() -> None:
    assert Parsed(written([outcome(("key", "\ud800", "x"))])).values["tests"][0]["matches"][0]["rows"] == [
        ["c", '"\ud800"', '"x"']
    ]


def test_the_page_loads_nothing_and_allows_only_its_own_style_and_script() -> None:
    text = written(run_of_two_services())
    parsed = Parsed(text)

    policy = next(attributes["content"] for tag, attributes in parsed.elements if "http-equiv" in attributes)
    allowed = set(re.findall(r"'sha256-([^']+)'", policy or ""))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert allowed == {_digest(parsed.texts[name]) for name in ("style", "script")}
    assert not {"src", "onclick", "style"} & {
        name for _, attributes in parsed.elements for name in attributes
    }
    assert {a["href"] for tag, a in parsed.elements if "href" in a} == {"data:,", "#detail"}
    assert not re.search(r"https?://|url\(|@import|innerHTML|eval\(", text)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_a_very_long_value_is_cut_and_its_length_given() -> None:
    values = list(range(MOST_ROWS + 10))

    match = Parsed(written([outcome(("key", values, [*values, 1]))])).values["tests"][0]["matches"][0]

    assert len(match["rows"]) == MOST_ROWS
    assert match["cut"] == 13
