"""`--localstack-strict`: what is not answered natively, and as AWS does, fails its test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

TESTS = """
    import boto3
    import pytest
    from botocore.exceptions import ClientError

    def test_native(aws_client):
        aws_client.sqs.list_queues()

    def test_long_tail(aws_client):
        aws_client.sns.list_topics()  # line 9

    def test_not_implemented(aws_client):
        with pytest.raises(ClientError):
            aws_client.s3.list_directory_buckets()

    def test_ignored_parameter(aws_client, s3_bucket):
        aws_client.s3.delete_object(Bucket=s3_bucket, Key="key", MFA="serial 123456")

    @pytest.mark.localstack_lenient(reason="topics are long tail")
    def test_lenient(aws_client):
        aws_client.sns.list_topics()
"""


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_departures_fail_their_tests(run: Run, pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    pytester.makepyfile(test_it=TESTS)

    result = run("--localstack", "--localstack-strict", *options)

    result.assert_outcomes(passed=2, failed=3)
    output = result.stdout.str()
    assert "sns.ListTopics is answered by the long tail, called at test_it.py:9" in output
    assert "s3.ListDirectoryBuckets is not implemented, called at test_it.py:13" in output
    assert "s3.DeleteObject ignores its parameter MFA, called at test_it.py:16" in output


def test_without_the_option_they_pass(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it=TESTS)

    run("--localstack").assert_outcomes(passed=5)


def test_an_ini_option_has_the_same_effect_and_another_allows_calls(
    run: Run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(test_it=TESTS)
    pytester.makeini(
        """
        [pytest]
        localstack_strict = true
        localstack_strict_allow =
            sns.*
            s3.DeleteObject:MFA
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*s3.ListDirectoryBuckets is not implemented*"])


def test_a_call_of_a_fixture_fails_the_test_at_its_setup(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def topic(aws_client):
            return aws_client.sns.create_topic(Name="topic")

        def test_it(topic):
            pass
        """
    )

    run("--localstack", "--localstack-strict").assert_outcomes(errors=1)


def test_leniency_needs_a_reason(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.localstack_lenient
        def test_it():
            pass
        """
    )

    result = run("--localstack", "--localstack-strict")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*test_it: localstack_lenient needs a reason*"])


@pytest.mark.parametrize("option", ["--localstack-strict", "--localstack-realistic"])
def test_an_emulator_in_another_process_is_refused(run: Run, pytester: pytest.Pytester, option: str) -> None:
    pytester.makepyfile(test_it=TESTS)

    result = run("--localstack-shared", option, "-n", "2")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    expected = (
        f"*{option} needs the emulator in the test process: leave it out, or run without --localstack-shared"
    )
    result.stderr.fnmatch_lines([expected])
