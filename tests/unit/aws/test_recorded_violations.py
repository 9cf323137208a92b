"""Every recorded message of the common form comes out of the model in the same letters.

The message is rebuilt from the constraints that our checks report for an input that breaks them; only the
values are the recording's, which leaves some out.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from localstack.aws.validation_families import COMMON, family_of

from .recorded_violations import Recorded, operations_with, recorded_in

BASELINES = os.environ.get("AWS_BASELINES_DIR", "")

pytestmark = pytest.mark.skipif(not BASELINES, reason="AWS_BASELINES_DIR is not set")

# Service, and how the first violation of its messages goes on behind the value: why the model does not give them.
NOT_REPRODUCED = {
    (
        "lambda",
        "at 'resource' failed",
    ): "the model's pattern has changed since: it knows network connectors, and no layers",
    ("lambda", "at 'arn' failed"): "the model's pattern has another pair of parentheses around it",
    ("lambda", "at 'compatibleRuntime' failed"): "the service lists runtimes that the model never had",
    (
        "lambda",
        "at 'compatibleRuntimes' failed",
    ): "the service lists the runtimes it still supports, by a rule of its own",
    ("lambda", "Value null at 'startingPosition'"): "a rule of the service: the model does not require it",
    ("transcribe", "at 'languageCode' failed"): "the model's enum has grown since",
}


def reason_against(recorded: Recorded) -> str:
    return next(
        (
            reason
            for (service, where), reason in NOT_REPRODUCED.items()
            if service == recorded.service and where in recorded.message
        ),
        "",
    )


def is_reproduced(recorded: Recorded) -> bool:
    family = family_of(recorded.service, "") or COMMON
    answers = [
        family.error(recorded.violations, operation) for operation in operations_with(recorded, family)
    ]
    return any(
        answer.message == recorded.message and recorded.code in ("", answer.code) for answer in answers
    )


@pytest.mark.usefixtures("forget_models")
def test_every_recorded_message_comes_out_of_the_model(
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    everything = recorded_in(Path(BASELINES))
    reproduced = [recorded for recorded in everything if is_reproduced(recorded)]
    others = [recorded for recorded in everything if recorded not in reproduced]
    counts = Counter(recorded.service for recorded in reproduced)
    sys.stdout.write(f"{len(reproduced)} of {len(everything)} recorded messages reproduced: {dict(counts)}\n")
    record_testsuite_property("recorded_messages", len(everything))
    record_testsuite_property("reproduced_messages", len(reproduced))

    assert len(reproduced) > 50
    assert [recorded for recorded in others if not reason_against(recorded)] == []
    assert {reason_against(recorded) for recorded in everything} >= set(NOT_REPRODUCED.values())


# What services answer in other words than the common ones; the tests of the families hold us to these.
OTHER_MESSAGES = [
    "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
    "class java.lang.Boolean can not be converted to an String",
    "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
]


@pytest.mark.parametrize("message", OTHER_MESSAGES)
def test_a_sentence_that_the_families_call_recorded_is(message: str) -> None:
    assert any(message in path.read_text() for path in Path(BASELINES, "services").rglob("*.json"))
