"""What the comparisons of a test say of its parity with real AWS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pytest_localstack.snapshot.location import layout_of
from pytest_localstack.snapshot.outcome import MatchOutcome, SnapshotOutcome, Status
from pytest_localstack.snapshot.paths import skip_path
from pytest_localstack.snapshot.validation import is_validated, validation_file

from .evidence import line_of
from .outcome import UNKNOWN, Outcome, Verdict

if TYPE_CHECKING:
    import pytest

    from pytest_localstack.snapshot.diff import Difference
    from pytest_localstack.snapshot.session import SnapshotSession

    from .evidence import Proven

VALIDATED = "aws_validated"


def is_from_aws(item: pytest.Item, keys: tuple[str, ...], outcome: SnapshotOutcome) -> bool:
    """Tell whether the entry of a test was recorded on real AWS.

    An entry that does not say so itself was, when the test is marked as validated, or has passed there. What an
    emulator has recorded says so, and never was.
    """
    if outcome.origin:
        return outcome.origin.get("target") == "aws"
    if item.get_closest_marker(VALIDATED) is not None:
        return True
    return is_validated(validation_file(layout_of(item.config), item.path), keys)


def judge(
    item: pytest.Item,
    session: SnapshotSession,
    outcome: SnapshotOutcome,
    left_out: Sequence[str],
    is_aws: bool,
) -> list[Outcome]:
    """Judge every match of a test.

    :param outcome: the session's, with the requests of its matches.
    :param left_out: the paths that were left out.
    :param is_aws: whether AWS answers now: then every recording is compared with it.
    """
    counts = is_aws or is_from_aws(item, session.recorder.scope_keys, outcome)
    proven = session.claims.proven
    return [
        _outcome(item.nodeid, match, proven.get(match.key), left_out, counts, is_aws)
        for match in outcome.matches
    ]


def _outcome(
    test: str, match: MatchOutcome, proven: Proven | None, left_out: Sequence[str], counts: bool, is_aws: bool
) -> Outcome:
    is_recorded = counts and match.status in (Status.MATCHED, Status.DIFFERS)
    differences = [
        *(match.differences if is_recorded else ()),
        *(proven.differences if proven is not None else ()),
    ]
    answered = match.request if match.request is not None and match.request.answers else None
    return Outcome(
        test,
        match.key,
        _verdict(match.status, is_recorded or proven is not None, bool(differences)).value,
        answered.service if answered else UNKNOWN,
        answered.operation if answered else UNKNOWN,
        tuple(sorted({_below(difference) for difference in differences})),
        tuple(left_out),
        tuple(map(line_of, match.differences)) if is_aws else (),
    )


def _verdict(status: Status, is_compared: bool, differs: bool) -> Verdict:
    if status is Status.SKIPPED:
        return Verdict.SKIPPED
    if not is_compared:
        return Verdict.UNVALIDATED
    return Verdict.DIFFERING if differs else Verdict.MATCHING


def _below(difference: Difference) -> str:
    return "$" + skip_path(("match", *difference.path)).removeprefix("$.match")
