"""`--localstack-realistic`: whether changes of state take their time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

# A provider with a resource that takes half a minute to become active.
CONFTEST = """
    from localstack.services.provider import pending_work
    from localstack_providers.sts.provider import StsProvider

    STATUS = {}

    def get_session_token(self, context, request):
        STATUS["thing"] = "CREATING"
        context.schedule("become_active", {}, context.transition(30))
        return {}

    @pending_work
    def become_active(self, context, arguments):
        STATUS["thing"] = "ACTIVE"

    StsProvider.get_session_token = get_session_token
    StsProvider.become_active = become_active
"""
INSTANT = """
    from conftest import STATUS

    def test_a_transition_is_due_at_once(aws_client, localstack):
        aws_client.sts.get_session_token()
        localstack.settle()
        assert STATUS == {"thing": "ACTIVE"}

    def test_a_queue_is_purged_and_made_anew_at_once(aws_client, sqs_queue):
        aws_client.sqs.purge_queue(QueueUrl=sqs_queue)
        aws_client.sqs.purge_queue(QueueUrl=sqs_queue)
        aws_client.sqs.delete_queue(QueueUrl=sqs_queue)
        aws_client.sqs.create_queue(QueueName=sqs_queue.rpartition("/")[2])
"""
REALISTIC = """
    import pytest
    from conftest import STATUS

    def test_a_transition_takes_its_time(aws_client, localstack):
        aws_client.sts.get_session_token()
        localstack.advance(29)
        assert STATUS == {"thing": "CREATING"}
        localstack.advance(1)
        assert STATUS == {"thing": "ACTIVE"}

    def test_a_queue_rests_for_a_minute(aws_client, localstack, sqs_queue):
        sqs = aws_client.sqs
        sqs.purge_queue(QueueUrl=sqs_queue)
        with pytest.raises(sqs.exceptions.PurgeQueueInProgress):
            sqs.purge_queue(QueueUrl=sqs_queue)
        sqs.delete_queue(QueueUrl=sqs_queue)
        with pytest.raises(sqs.exceptions.QueueDeletedRecently):
            sqs.create_queue(QueueName=sqs_queue.rpartition("/")[2])
        localstack.advance(61)
        sqs.create_queue(QueueName=sqs_queue.rpartition("/")[2])
"""


@pytest.fixture(autouse=True)
def provider(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)


def test_changes_of_state_are_due_at_once(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(INSTANT)

    run("--localstack").assert_outcomes(passed=2)


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_changes_of_state_take_their_time(
    run: Run, pytester: pytest.Pytester, options: tuple[str, ...]
) -> None:
    pytester.makepyfile(REALISTIC)

    run("--localstack", "--localstack-realistic", *options).assert_outcomes(passed=2)


def test_an_ini_option_has_the_same_effect(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(REALISTIC)
    pytester.makeini("[pytest]\nlocalstack_realistic = true\n")

    run("--localstack").assert_outcomes(passed=2)
