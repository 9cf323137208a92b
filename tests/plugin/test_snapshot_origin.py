"""What an entry says of where it was recorded; see test_option_aws.py for real AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import botocore
import pytest

Run = Callable[..., pytest.RunResult]
TESTS = """
    import pytest

    @pytest.mark.parametrize("number", range(2))
    def test_arn(aws_client, sqs_queue, sqs_get_queue_arn, snapshot, number):
        snapshot.add_transformer(snapshot.transform.text(sqs_queue.rpartition("/")[2], "<queue>"))
        snapshot.match("arn", sqs_get_queue_arn(sqs_queue))
"""


def entries(pytester: pytest.Pytester) -> list[Any]:
    return list(json.loads((pytester.path / "test_aws.snapshot.json").read_text()).values())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--localstack",),
        ("--localstack", "-n2"),
        (),
        ("--localstack", "--localstack-isolation=account"),
    ],
    ids=["emulator", "xdist", "on demand", "accounts"],
)
def test_an_emulator_says_so_and_its_account_is_replaced(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=TESTS)

    run(*arguments, "--snapshot-update").assert_outcomes(passed=2)

    origin = {"target": "emulator", "region": "us-east-1", "botocore": botocore.__version__}
    assert [entry["recorded-from"] for entry in entries(pytester)] == [origin] * 2
    assert [entry["recorded-content"] for entry in entries(pytester)] == [
        {"arn": "arn:<partition>:sqs:<region>:111111111111:<queue>"}
    ] * 2
    run(*arguments).assert_outcomes(passed=2)


def test_what_nobody_of_ours_answered_says_nothing(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws="def test_it(snapshot): snapshot.match('a', 1)")

    run("--snapshot-update")

    assert [set(entry) & {"recorded-from"} for entry in entries(pytester)] == [set()]
