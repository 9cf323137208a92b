"""`session_fixture` and `patch_fixture`, the fixture factories of pytest-localstack 0.x."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

PATCHED = """
    import boto3
    import pytest_localstack

    localstack = pytest_localstack.patch_fixture(
        scope="module", services=["s3", "sqs"], region_name="eu-west-1", autouse=True
    )
    S3 = boto3.resource("s3")

    def test_clients_made_before_and_after():
        S3.create_bucket(Bucket="photos", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        assert [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]] == ["photos"]

    def test_the_region_is_that_of_new_clients():
        assert boto3.client("sqs").meta.region_name == "eu-west-1"
        url = boto3.client("sqs").create_queue(QueueName="q")["QueueUrl"]
        answer = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        assert answer["Attributes"]["QueueArn"] == "arn:aws:sqs:eu-west-1:000000000000:q"

    def test_every_test_has_a_state_of_its_own():
        assert boto3.client("s3").list_buckets()["Buckets"] == []
"""
SESSION = """
    import urllib.request
    import boto3
    import pytest
    import pytest_localstack

    REGION = boto3.Session().region_name
    aws = pytest_localstack.session_fixture(scope="session", services=["s3", "sts"], region_name="eu-west-1")

    def test_clients(aws):
        for client in (
            aws.boto3.client("sts"), aws.botocore.client("sts"), aws.boto3.session().client("sts"),
            aws.botocore.session().create_client("sts"),
        ):
            assert client.meta.region_name == "eu-west-1"
            assert client.get_caller_identity()["Account"] == "000000000000"
        assert list(aws.boto3.resource("s3").buckets.all()) == []
        assert aws.boto3.session(region_name="us-west-2").region_name == "us-west-2"

    def test_addresses(aws):
        url = aws.endpoint_url("s3")
        assert url == f"http://{aws.hostname}:{aws.map_port(4572)}" == f"http://{aws.service_hostname('s3')}"
        assert aws.service_ports == {"s3": aws.map_port(), "sts": aws.map_port()}
        with urllib.request.urlopen(url + "/_localstack/health") as answer:
            assert answer.status == 200
        with pytest.raises(ValueError, match="made for s3, sts, not 'sqs'"):
            aws.endpoint_url("sqs")

    def test_the_region_of_other_clients_stays(aws):
        assert boto3.Session().region_name == REGION
"""


@pytest.mark.parametrize("source", [PATCHED, SESSION], ids=["patch_fixture", "session_fixture"])
@pytest.mark.parametrize("arguments", [("--localstack",), ()], ids=["option", "on demand"])
def test_the_fixtures_give_what_they_gave(
    run: Run, pytester: pytest.Pytester, source: str, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(source)

    run(*arguments).assert_outcomes(passed=3)


def test_options_of_a_container_are_said_to_be_ignored(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest_localstack

        aws = pytest_localstack.session_fixture(
            services={"s3": 4572}, docker_client=object(), pull_image=False, kinesis_error_probability=0.0
        )

        def test_it(aws):
            aws.boto3.client("s3").list_buckets()
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "*IgnoredOptionWarning: the ports in services, docker_client, pull_image, kinesis_error_probability: *"
        ]
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("session_fixture(dynamodb_error_probability=0.3)", "*dynamodb_error_probability=0.3: *aws_faults*"),
        ("patch_fixture(services=['s4'], autouse=True)", "*ServiceError: 's4' is no service of botocore's*"),
    ],
    ids=["chance", "unknown service"],
)
def test_what_cannot_be_had_is_refused(run: Run, pytester: pytest.Pytester, call: str, message: str) -> None:
    pytester.makepyfile(f"import pytest_localstack\naws = pytest_localstack.{call}\ndef test_it(): pass")

    result = run("--localstack")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])


@pytest.mark.usefixtures("stand_in")
def test_real_aws_has_no_emulator_to_give(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_TARGET", "AWS_CLOUD")
    pytester.makepyfile(
        "import pytest_localstack\naws = pytest_localstack.session_fixture()\ndef test_it(aws): pass"
    )

    run().assert_outcomes(skipped=1)
