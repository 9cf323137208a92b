"""`localstack_hypothesis`: whether each example of a hypothesis test is undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

EXAMPLES = """
    import boto3
    import pytest
    from hypothesis import HealthCheck, given, settings, strategies as st

    sqs = boto3.client("sqs")
    seen = {}

    def names():
        return sorted(url.rpartition("/")[2] for url in sqs.list_queues().get("QueueUrls", []))

    @pytest.fixture
    def queue():
        return sqs.create_queue(QueueName="queue")["QueueUrl"]

    @pytest.mark.parametrize("name", ["a", "b"])
    @settings(max_examples=5, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(number=st.integers(0, 5))
    def test_it(queue, name, number):
        seen.setdefault(name, []).append(names())
        sqs.create_queue(QueueName=f"{name}{number}")

    def test_afterwards():
        assert names() == []
        for name in "ab":
            assert all(found == ["queue"] for found in seen[name]) is (MODE == "example")
            assert len(seen[name]) > 1
"""


@pytest.mark.parametrize("choice", ["example", "test"])
def test_examples_are_undone_each_or_together(run_here: Run, pytester: pytest.Pytester, choice: str) -> None:
    pytester.makepyfile(EXAMPLES.replace("MODE", repr(choice)))

    run_here("--localstack", "-o", f"localstack_hypothesis={choice}").assert_outcomes(passed=3)


def test_an_unknown_choice_names_the_valid_ones(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run_here("--localstack", "-o", "localstack_hypothesis=class")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*localstack_hypothesis: 'class' is not one of example, test"])
