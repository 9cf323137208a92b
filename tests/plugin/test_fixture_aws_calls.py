"""`aws_calls`: the calls of a test and of its set-up, for assertions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

SUITE = """
    import boto3, json, pytest
    from unittest import mock

    @pytest.fixture(scope="module")
    def archive(aws_client):
        aws_client.sqs.create_queue(QueueName="archive")

    @pytest.fixture
    def queue_url(archive, aws_client):
        return aws_client.sqs.create_queue(QueueName="orders")["QueueUrl"]

    def test_calls_are_the_test_s_in_order(queue_url, aws_client, aws_calls, s3_bucket):
        assert len(aws_calls) == 0
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"content")
        aws_client.sns.create_topic(Name="news")

        assert aws_calls.operations == ["s3.PutObject", "sns.CreateTopic"]
        assert aws_calls.setup.operations == ["sqs.CreateQueue", "s3.CreateBucket"]
        assert [(call.service, call.origin) for call in aws_calls] == [("s3", "native"), ("sns", "long tail")]
        assert aws_calls[-1].parameters == {"Name": "news"}
        assert (aws_calls[0].account_id, aws_calls[0].region) == ("000000000000", "us-east-1")

    def test_filters(queue_url, aws_client, aws_calls):
        aws_client.sqs.send_message(QueueUrl=queue_url, MessageBody="one")
        aws_client.sqs.send_message(QueueUrl=queue_url, MessageBody="two")
        with pytest.raises(aws_client.sqs.exceptions.QueueDoesNotExist):
            aws_client.sqs.get_queue_url(QueueName="missing")

        assert len(aws_calls("sqs", "SendMessage")) == len(aws_calls("sqs", "send_message")) == 2
        assert len(aws_calls.to("sqs")) == 3 and not aws_calls.to("s3")
        assert len(aws_calls.with_params(MessageBody="two", QueueUrl=mock.ANY)) == 1
        (error,) = aws_calls.errors
        assert (error.operation, error.status) == ("GetQueueUrl", 400)
        assert "does not exist" in error.error_message

    def test_a_typing_error_is_told(aws_calls):
        with pytest.raises(ValueError, match="did you mean PutObject"):
            aws_calls.assert_not_called("s3", "PutObjct")
        with pytest.raises(ValueError, match="did you mean Bucket"):
            aws_calls.assert_not_called("s3", "PutObject", Buckt="b")
        with pytest.raises(ValueError, match="no service named 'sqss'"):
            aws_calls.to("sqss")

    def test_short_content_is_there_and_long_content_is_not(s3_bucket, aws_client, aws_calls):
        aws_client.s3.put_object(Bucket=s3_bucket, Key="short", Body=b"42.00")
        aws_client.s3.put_object(Bucket=s3_bucket, Key="long", Body=b"x" * 1_000_000)

        aws_calls.assert_called("s3", "PutObject", Key="short", Body=b"42.00")
        assert aws_calls("s3", "PutObject").with_params(Key="long")[0].parameters["Body"].size == 1_000_000
        assert aws_client.s3.get_object(Bucket=s3_bucket, Key="long")["Body"].read() == b"x" * 1_000_000

    def test_calls_from_inside_are_apart(sqs_queue, aws_client, aws_calls):
        topic = aws_client.sns.create_topic(Name="news")["TopicArn"]
        arn = "arn:aws:sqs:us-east-1:000000000000:" + sqs_queue.rpartition("/")[2]
        aws_client.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        aws_client.sns.publish(TopicArn=topic, Message="hello")

        assert aws_calls.operations == ["sns.CreateTopic", "sns.Subscribe", "sns.Publish"]
        (sent,) = aws_calls.internal("sqs", "SendMessage")
        assert "hello" in sent.parameters["MessageBody"]

    def test_the_policy_they_need(s3_bucket, aws_client, aws_calls):
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"")
        aws_client.s3.list_objects_v2(Bucket=s3_bucket)

        policy = aws_calls.policy()
        bucket = f"arn:aws:s3:::{s3_bucket}"
        assert json.loads(json.dumps(policy)) == {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": [bucket]},
                {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": [bucket + "/key"]},
            ],
        }
        assert policy.notes == []
"""


@pytest.mark.parametrize(
    "arguments",
    [("--localstack",), ("--localstack", "-n", "2"), ()],
    ids=["one process", "xdist", "on demand"],
)
def test_the_calls_of_each_test(run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    pytester.makepyfile(SUITE)

    run(*arguments).assert_outcomes(passed=6)


def test_a_failed_expectation_lists_the_nearest_calls(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture(autouse=True)
        def sent(aws_client, request):
            return aws_client.sqs.create_queue(QueueName="orders")["QueueUrl"]

        def test_other_parameters(aws_calls, aws_client, sent):
            aws_client.sqs.send_message(QueueUrl=sent, MessageBody="one")
            aws_calls.assert_called("sqs", "SendMessage", MessageBody="two")

        def test_nothing(aws_calls):
            aws_calls.assert_called("sqs", "SendMessage")

        def test_too_often(aws_calls, aws_client, sent):
            aws_client.sqs.send_message(QueueUrl=sent, MessageBody="one")
            aws_calls.assert_called("sqs", "SendMessage", times=2)

        def test_at_all(aws_calls, aws_client, sent):
            aws_client.sqs.send_message(QueueUrl=sent, MessageBody="one")
            aws_calls.assert_not_called("sqs")

        def test_repr(aws_calls, aws_client, sent):
            aws_client.sqs.send_message(QueueUrl=sent, MessageBody="one")
            assert not aws_calls
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=5)
    result.stdout.fnmatch_lines(
        [
            "E * sqs.SendMessage(MessageBody='two') was not called; the nearest calls:",
            "E * sqs.SendMessage(QueueUrl='*/orders', MessageBody='one') -> 200 (* ms)",
            "E * sqs.SendMessage was not called; the nearest calls:",
            "E * (no AWS calls)",
            "E * sqs.SendMessage was called 1 times, not 2:",
            "E * sqs.* was called:",
            "E * assert not <1 AWS call: sqs.SendMessage(*",
        ]
    )


def test_it_is_described_among_the_fixtures(run: Run) -> None:
    result = run("--fixtures")

    result.stdout.fnmatch_lines(["aws_calls -- *", "*The AWS calls of this test*"])
