"""What a browser makes of the page: nothing runs, nothing is loaded, everything is reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.snapshot.html.browser import EXECUTABLE, Tab, tab
from tests.unit.snapshot.html.pages import HOSTILE, run_of_two_services, written

pytestmark = pytest.mark.skipif(EXECUTABLE is None, reason="no chromium on PATH")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with tab(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest.fixture
def page(browser: Tab, tmp_path: Path) -> Tab:
    file = tmp_path / "snapshots.html"
    file.write_text(written(run_of_two_services()), encoding="utf-8")
    browser.requested.clear()
    browser.complaints.clear()
    browser.send("Emulation.setEmulatedMedia", features=[])
    browser.open(file)
    return browser


def test_the_first_match_that_differs_is_shown(page: Tab) -> None:
    assert page.text("#detail h2") == "get-object"
    assert page.text("#detail .badge") == "Differs"
    assert page.text("#detail dl").split("\n") == [
        "Test", "tests/test_s3.py::test_objects", "Answers", "s3.Get()",
        "Recorded", "01-02-2026, 03:04:05 UTC on AWS in eu-west-1 with botocore 1.44.5", "In", "test_x.snapshot.json",
    ]  # fmt: skip
    assert page.run("[...document.querySelectorAll('#detail mark')].map(mark => mark.textContent)") == [
        "5",
        "6",
    ]
    assert '"$.get-object.Size"' in page.text("#detail .paste")
    assert page.text("#shown") == "5 of 5 matches"


def test_hostile_texts_stay_texts_and_nothing_is_loaded(page: Tab) -> None:
    page.run("document.querySelector('.item[title*=\"onerror\"]').click()")

    assert page.text("#detail h2") == HOSTILE
    assert page.run("document.title") == "Snapshots"
    assert page.run("document.querySelectorAll('img').length") == 0
    assert [url for url in page.requested if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in page.requested if url.startswith("file:")]) == 1
    assert page.complaints == []


def test_the_policy_stops_a_script_that_is_not_the_pages_own(page: Tab) -> None:
    page.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">');"
        "const added = document.createElement('script'); added.textContent = 'document.title = 2';"
        "document.body.append(added)"
    )

    assert page.run("document.title") == "Snapshots"
    assert any("Content Security Policy" in complaint for complaint in page.complaints)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("document.querySelector('[data-status=missing]').click()", ["urls"]),
        ("choose('service', 's3')", ["get-object", "list", "same"]),
        ("choose('search', 'test_sqs u1')", ["urls"]),
        ("choose('search', 'n39')", ["list"]),
        ("choose('search', 'nowhere')", []),
    ],
    ids=["status", "service", "text", "value", "nothing"],
)
def test_filters_leave_what_they_name(page: Tab, action: str, expected: list[str]) -> None:
    page.run(
        "window.choose = (id, value) => { const field = document.getElementById(id); field.value = value;"
        " field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )

    page.run(action)

    assert page.run("[...document.querySelectorAll('.item .name')].map(name => name.textContent)") == expected
    assert page.text("#shown") == f"{len(expected)} of 5 matches"
    shown = page.text("#detail")
    assert shown.startswith(expected[0]) if expected else shown == "Nothing to show."


def test_everything_is_reached_by_keyboard(page: Tab) -> None:
    page.press("j")
    assert page.text("#detail h2") == "list"
    page.press("n")
    assert page.run("document.querySelectorAll('tr.here').length") == 1
    page.press("k")
    assert page.text("#detail h2") == "get-object"
    page.press("/", "u", "r", "l", "s")
    assert page.text("#detail h2") == "urls"
    page.press("Escape")
    assert page.text("#shown") == "5 of 5 matches"

    reached = set()
    for _ in range(40):
        page.press("Tab")
        reached.add(page.run("document.activeElement.id || document.activeElement.className"))
    assert {"search", "service", "file", "theme", "copy", "tile missing"} <= reached
    assert any(str(name).startswith("item") for name in reached)


def test_long_equal_stretches_are_folded_until_they_are_wanted(page: Tab) -> None:
    page.press("j")
    before = page.run("document.querySelectorAll('.diff tbody tr').length")
    label = page.text(".fold button")

    page.run("document.querySelector('.fold button').click()")

    assert (
        label == f"{page.run('document.querySelectorAll(`.diff tbody tr`).length') - before + 1} equal lines"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_chosen(page: Tab, scheme: str) -> None:
    def brightness() -> float:
        return float(
            page.run(
                "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + +b, 0)"
            )
        )

    page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    assert (brightness() < 3 * 128) is (scheme == "dark")
    page.press("t")
    assert (page.text("#theme"), brightness() < 3 * 128) == ("Theme: dark", True)
    page.press("t")
    assert (page.text("#theme"), brightness() < 3 * 128) == ("Theme: light", False)


def test_the_address_names_the_match(page: Tab) -> None:
    page.press("j")
    assert page.run("location.hash") == "#0.1"

    page.reload()

    assert page.text("#detail h2") == "list"


def test_parity_is_shown_by_service(page: Tab) -> None:
    page.run("document.querySelector('#parity summary').click()")

    rows = page.run("[...document.querySelectorAll('#services tr')].map(row => row.innerText.split('\\t'))")
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["s3", "33.3 %", "3", "1", "2", "0", "0"],
        ["sqs", "not compared", "0", "0", "0", "0", "1"],
        ["sts", "0 %", "1", "0", "1", "0", "0"],
    ]
    assert page.text("#overall") == "1 of 4 compared matches are as on AWS"
