"""Samples of the corpus; `make verdicts` runs all of it and prints what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.folders import BASELINES, folder_of, needs

from .corpus import judge_recording, judge_seed
from .judging import Disagreement, Judge, text_of
from .libraries import TEST
from .recorded import recordings

SEEDS = range(0, 40)
EVERY = 40


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    return Judge(tmp_path, Counter())


@pytest.mark.parametrize("seed", SEEDS)
def test_both_libraries_write_the_same_bytes_and_judge_alike(judge: Judge, seed: int) -> None:
    judge_seed(judge, seed)

    assert judge.counts["scenarios"] == 1


def sample() -> Iterator[Any]:
    folder = folder_of(BASELINES)
    entries = list(recordings(folder)) if folder else []
    for file, test in entries[::EVERY]:
        yield pytest.param(file, test, id=test.rpartition("::")[2])


@needs(BASELINES)
@pytest.mark.parametrize(("file", "test"), list(sample()))
def test_both_libraries_judge_a_recording_of_real_aws_alike(judge: Judge, file: Path, test: str) -> None:
    judge_recording(judge, file, test)

    assert judge.counts.total() > 0


class Fixed:
    """Match one value."""

    skip_paths = ()

    def prepare(self, session: Any, tools: Any) -> None:
        """Add nothing."""

    def match(self, session: Any) -> None:
        """Match a dict."""
        session.match("get", {"Size": 1})


class Forgetful(Fixed):
    """Match another value each time."""

    calls = 0

    def match(self, session: Any) -> None:
        """Match a number that counts up."""
        self.calls += 1
        session.match("get", {"Size": self.calls})


def test_the_judge_sees_a_recording_that_differs(judge: Judge) -> None:
    with pytest.raises(Disagreement, match="recording"):
        judge.record(Forgetful())


def test_the_judge_sees_verdicts_that_differ(judge: Judge) -> None:
    with pytest.raises(Disagreement, match=TEST):
        judge.verify(Forgetful(), text_of({"get": {"Size": 1}}))


def test_the_judge_sees_a_corruption_that_passes(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{Judge.__module__}.corrupted", lambda content, chosen: content)

    with pytest.raises(Disagreement, match="passes against"):
        judge.refute(Fixed(), {"get": {"Size": 1}}, None)  # type: ignore[arg-type]
