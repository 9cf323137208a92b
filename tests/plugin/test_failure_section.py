"""What the report of a failing test tells: calls, log and changes of state, without secrets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


@pytest.mark.parametrize("arguments", [(), ("-n", "1")], ids=["one process", "xdist"])
def test_calls_log_and_changes_are_shown(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        """
        import contextlib, logging
        from botocore.exceptions import ClientError

        def test_another(sqs_create_queue):
            sqs_create_queue(QueueName="another")
            logging.getLogger("localstack.test").warning("of another test")

        def test_it(s3_bucket, aws_client):
            aws_client.s3.put_object(Bucket=s3_bucket, Key="invoices/7", Body=b"42.00")
            with contextlib.suppress(ClientError):
                aws_client.sqs.get_queue_url(QueueName="missing")
            with contextlib.suppress(ClientError):
                aws_client.sns.get_topic_attributes(TopicArn="arn:aws:sns:us-east-1:000000000000:old")
            logging.getLogger("localstack.test").warning("of this test")
            assert False
        """
    )

    result = run("--localstack", "-p", "no:logging", *arguments)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- AWS calls (call) -*",
            "s3.CreateBucket(Bucket='*') -> 200 (* ms)",
            "s3.PutObject(Bucket='*', *Key='invoices/7', Body=b'42.00') -> 200 (* ms)",
            "sqs.GetQueueUrl(QueueName='missing') -> 400 *: The specified queue does not exist* (* ms)",
            "sns.GetTopicAttributes(TopicArn='*:old') -> 404 NotFound: * (* ms)  [[]long tail[]]",
            "*- AWS emulator log (call) -*",
            "WARNING  localstack.test: of this test",
            "*- AWS state changed (call) -*",
            "s3 buckets: + *",
        ]
    )
    result.stdout.no_fnmatch_line("*another*")


def test_secrets_are_masked(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import logging

        def test_it(aws_client, aws_calls):
            aws_client.secretsmanager.create_secret(Name="db", SecretString="hunter-of-secrets")
            aws_client.ssm.put_parameter(Name="token", Value="value-of-parameter", Type="SecureString")
            key = aws_client.kms.create_key()["KeyMetadata"]["KeyId"]
            aws_client.kms.encrypt(KeyId=key, Plaintext=b"plain-of-kms")
            aws_client.iam.create_user(UserName="ada")
            aws_client.iam.create_login_profile(UserName="ada", Password="password-of-ada")
            log = logging.getLogger("localstack.test")
            log.warning("stored hunter-of-secrets")
            log.warning("Authorization: AWS4-HMAC-SHA256 Credential=AKIA, Signature=signed-by-key")
            log.warning("GET /?X-Amz-Security-Token=token-of-session&X-Amz-Signature=signed-by-key")
            assert aws_calls.errors
        """
    )

    result = run("--localstack", "-p", "no:logging", "--tb=line")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "secretsmanager.CreateSecret(Name='db', SecretString='***'*",
            "ssm.PutParameter(Name='token', Value='***', Type='SecureString'*",
            "iam.CreateLoginProfile(UserName='ada', Password='***')*",
            "WARNING  localstack.test: stored ***",
        ]
    )
    for secret in ("hunter", "value-of", "plain-of", "password-of", "signed-by", "token-of"):
        result.stdout.no_fnmatch_line(f"*{secret}*")


def test_what_is_shown_is_bounded(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(aws_client, s3_bucket):
            for number in range(100):
                aws_client.s3.put_object(Bucket=s3_bucket, Key=f"{number:03}" + "k" * 900, Body=b"")
            aws_client.sqs.create_queue(QueueName="last")
            for number in range(20):
                aws_client.sqs.create_queue(QueueName=f"queue-{number:02}")
            assert False
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["… 92 earlier calls", "*queues: + *, + 13 more"])
    assert max(map(len, result.outlines)) < 700


def test_a_passing_test_shows_nothing(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(s3_bucket): pass")

    result = run("--localstack", "-rA")

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*- AWS calls (*")
