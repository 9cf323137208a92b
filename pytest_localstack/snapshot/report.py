"""The report of a failed comparison: per match its differences, then what to paste or to run.

A report is lines of spans, each a text with what it means; :mod:`.failure` gives meanings their colours.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .diff import Difference, Kind
from .outcome import MatchOutcome, SnapshotOutcome, Status
from .paths import exact_path, skip_path
from .values import Window, around, json_text, printable, shortened

RECORD_COMMAND = "pytest --snapshot-update"
MOST_DIFFERENCES = 50
WIDEST = 100


@dataclass(frozen=True)
class Span:
    """A piece of a line; the meaning is empty, or a name of a colour scheme."""

    text: str
    meaning: str = ""


Line = tuple[Span, ...]


def plain(lines: Iterable[Line]) -> str:
    """Give the text of lines."""
    return "\n".join("".join(span.text for span in line) for line in lines)


def headline(outcome: SnapshotOutcome) -> str:
    """Say in a line how many matches differ."""
    total = len(outcome.matches)
    missing = sum(match.status is Status.MISSING for match in outcome.matches)
    if missing == total:
        return f"nothing is recorded for this test in {shown_path(outcome.file)}"
    different = len(outcome.failed) - missing
    parts = [f"{different} of {total} matches differ from the recording"] if different else []
    parts += [f"{missing} of {total} have none"] if missing else []
    return ", ".join(parts)


def full_report(outcome: SnapshotOutcome) -> str:
    """Write headline and report as text."""
    return f"{headline(outcome)}\n{plain(report(outcome))}"


def report(outcome: SnapshotOutcome, most: int = MOST_DIFFERENCES) -> list[Line]:
    """Write what follows the headline.

    :param most: how many differences of a match are shown.
    """
    lines = _recording(outcome)
    for match in outcome.failed:
        lines += [(), *match_lines(match, most)]
    lines += [(), *skip_marker(outcome.failed), (Span("To record:"),)]
    return [*lines, (Span(printable(f"{outcome.command} {shlex.quote(outcome.nodeid)}"), "paste"),)]


def shown_path(path: str) -> str:
    """Give a path as it is written from the working directory."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _recording(outcome: SnapshotOutcome) -> list[Line]:
    if not outcome.date:
        return []
    where = origin_text(outcome)
    text = f"recorded {outcome.date} UTC{where and ' ' + where} in {shown_path(outcome.file)}"
    return [(Span(text, "note"),)]


def origin_text(outcome: SnapshotOutcome) -> str:
    """Say where the entry was recorded: `on AWS in eu-west-1 with botocore 1.44.5`."""
    origin = outcome.origin or {}
    target = {"aws": "on AWS", "emulator": "on the emulator"}.get(origin.get("target", ""), "")
    region = f"in {origin['region']}" if origin.get("region") else ""
    botocore = f"with botocore {origin['botocore']}" if origin.get("botocore") else ""
    return printable(" ".join(filter(None, (target, region, botocore))))


def match_lines(match: MatchOutcome, most: int = MOST_DIFFERENCES) -> Iterator[Line]:
    """Write a match: its key, what was sent, and what differs.

    :param most: how many differences are shown.
    """
    place = f"  {shown_path(match.place[0])}:{match.place[1]}" if match.place else ""
    missing = ": not recorded" if match.status is Status.MISSING else ""
    yield Span(printable(match.key), "key"), Span(missing), Span(place, "note")
    if match.request:
        verb = "answers" if match.request.answers else "after"
        yield (Span(f"  {verb} {printable(match.request.text)}", "note"),)
    for difference in match.differences[:most]:
        yield from _difference(difference)
    if len(match.differences) > most:
        yield (Span(f"  … and {len(match.differences) - most} more (-vv shows all)"),)


def _difference(difference: Difference) -> Iterator[Line]:
    sign = Span(f"  ({difference.kind.value})", difference.kind.name.lower())
    path = Span(f" {printable(exact_path(difference.path))} ")
    if difference.kind is Kind.REMOVED:
        yield sign, path, Span(shortened(json_text(difference.expected)), "expected")
        return
    if difference.kind is Kind.ADDED:
        yield sign, path, Span(shortened(json_text(difference.actual)), "actual")
        return
    expected, actual = around(difference.expected, difference.actual)
    if len(path.text) + len(str(expected)) + len(str(actual)) <= WIDEST:
        yield sign, path, *_window(expected, "expected"), Span(" -> "), *_window(actual, "actual")
        return
    yield sign, Span(path.text.rstrip())
    yield Span("        expected "), *_window(expected, "expected")
    yield Span("        actual   "), *_window(actual, "actual")


def _window(window: Window, meaning: str) -> Iterator[Span]:
    yield Span(window.before, meaning)
    yield Span(window.part, f"{meaning}-part")
    yield Span(window.after, meaning)


def skip_paths(matches: Iterable[MatchOutcome]) -> list[str]:
    """List the JSONPaths that leave all differences out; what lies below one of them is left out with it."""
    found = {
        skip_path((match.key, *difference.path)) for match in matches for difference in match.differences
    }
    return sorted(path for path in found if not any(path.startswith((f"{one}.", f"{one}[")) for one in found))


def skip_marker(failed: Iterable[MatchOutcome]) -> list[Line]:
    """Write the marker that leaves all differences out, ready to paste."""
    paths = skip_paths(failed)
    if not paths:
        return []
    quoted = [f"        {json.dumps(path, ensure_ascii=False)}," for path in paths]
    marker = ["@pytest.mark.skip_snapshot_verify(", "    paths=[", *map(printable, quoted), "    ]", ")"]
    return [
        (Span("To leave these out of the comparison:"),),
        *((Span(line, "paste"),) for line in marker),
    ]
