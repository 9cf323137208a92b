"""moto's `mock_aws` in the same suite: moto answers inside a mock, the emulator beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

ACCOUNTS = """
    import os
    import boto3
    import pytest
    from moto import mock_aws

    MOTO, OURS = "123456789012", "000000000000"

    def account(client=None):
        return (client or boto3.client("sts")).get_caller_identity()["Account"]
"""
FORMS = """
    @mock_aws
    def test_decorated():
        assert account() == MOTO

    def test_beside_it():
        assert account() == OURS

    def test_in_a_block():
        assert account() == OURS
        with mock_aws():
            assert account() == MOTO
        assert account() == OURS

    @pytest.fixture
    def mocked():
        with mock_aws():
            yield boto3.client("sts")

    def test_in_a_fixture(mocked):
        assert account(mocked) == account() == MOTO

    @mock_aws
    class TestClass:
        def test_method(self):
            assert account() == MOTO

    def test_nested():
        with mock_aws():
            with mock_aws():
                assert account() == MOTO
            assert account() == MOTO
        assert account() == OURS

    def test_started_and_stopped():
        mock = mock_aws()
        mock.start()
        assert account() == MOTO
        mock.stop()
        assert account() == OURS

    def test_the_environment_is_as_before():
        before = dict(os.environ)
        with mock_aws():
            assert "AWS_ENDPOINT_URL" not in os.environ
        assert dict(os.environ) == before
"""
UNITTEST = """
    import unittest

    class TestOfTheStandardLibrary(unittest.TestCase):
        def setUp(self):
            self.mock = mock_aws()
            self.mock.start()
            self.addCleanup(self.mock.stop)

        def test_it(self):
            assert account() == MOTO

    @mock_aws
    class TestDecorated(unittest.TestCase):
        def setUp(self):
            self.s3 = boto3.client("s3")
            self.s3.create_bucket(Bucket="photos")

        def test_it(self):
            assert [bucket["Name"] for bucket in self.s3.list_buckets()["Buckets"]] == ["photos"]

    def test_nothing_is_left():
        assert boto3.client("s3").list_buckets()["Buckets"] == []
"""
EARLIER = """
    CLIENTS = {
        name: boto3.client(name, region_name="eu-west-1")
        for name in (
            "sts", "s3", "s3control", "sqs", "dynamodb", "dynamodbstreams", "iam", "route53", "ses", "budgets"
        )
    }

    @mock_aws
    def test_a_client_made_before_is_answered_by_moto():
        assert account(CLIENTS["sts"]) == MOTO

    @mock_aws
    def test_its_answers_name_hosts_of_aws():
        url = CLIENTS["sqs"].create_queue(QueueName="jobs")["QueueUrl"]
        assert url == f"https://sqs.eu-west-1.amazonaws.com/{MOTO}/jobs"
        CLIENTS["sqs"].send_message(QueueUrl=url, MessageBody="hello")
        received = boto3.client("sqs", region_name="eu-west-1").receive_message(QueueUrl=url)
        assert [message["Body"] for message in received["Messages"]] == ["hello"]

    @mock_aws
    def test_each_service_finds_its_backend():
        CLIENTS["s3"].create_bucket(
            Bucket="photos", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        CLIENTS["s3"].put_object(Bucket="photos", Key="a/b c", Body=b"x")
        assert boto3.client("s3").get_object(Bucket="photos", Key="a/b c")["Body"].read() == b"x"
        CLIENTS["s3control"].put_public_access_block(
            AccountId=MOTO, PublicAccessBlockConfiguration={"BlockPublicAcls": True}
        )
        assert CLIENTS["dynamodb"].list_tables()["TableNames"] == []
        assert CLIENTS["dynamodbstreams"].list_streams()["Streams"] == []
        assert CLIENTS["iam"].create_user(UserName="u")["User"]["Arn"] == f"arn:aws:iam::{MOTO}:user/u"
        assert CLIENTS["route53"].list_hosted_zones()["HostedZones"] == []
        assert CLIENTS["ses"].list_identities()["Identities"] == []
        assert CLIENTS["budgets"].describe_budgets(AccountId=MOTO)["Budgets"] == []

    @mock_aws
    def test_an_unsigned_call_too():
        pool = boto3.client("cognito-idp").create_user_pool(PoolName="p")["UserPool"]["Id"]
        app = boto3.client("cognito-idp").create_user_pool_client(UserPoolId=pool, ClientName="c")
        EARLIER_COGNITO.sign_up(
            ClientId=app["UserPoolClient"]["ClientId"], Username="anna", Password="Pass-word1"
        )
        assert [user["Username"] for user in boto3.client("cognito-idp").list_users(UserPoolId=pool)["Users"]]

    EARLIER_COGNITO = boto3.client("cognito-idp")

    def test_afterwards_it_is_the_emulators_again():
        assert account(CLIENTS["sts"]) == OURS
"""
LATE_IMPORT = """
    import boto3

    client = boto3.client("sts")

    def test_it(aws_client):
        from moto import mock_aws
        from moto.core import patch_client

        with mock_aws():
            assert client.get_caller_identity()["Account"] == "000000000000"
            patch_client(client)
            assert client.get_caller_identity()["Account"] == "123456789012"
        assert client.get_caller_identity()["Account"] == "000000000000"
"""
FIXTURES = """
    @pytest.fixture
    def mocked():
        with mock_aws():
            yield

    def test_a_fixture_of_the_plugin_stays_the_emulators(mocked, aws_client, s3_bucket, aws_session):
        boto3.client("s3").create_bucket(Bucket="motos")
        assert [bucket["Name"] for bucket in aws_client.s3.list_buckets()["Buckets"]] == [s3_bucket]
        assert [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]] == ["motos"]
        assert account(aws_session.client("sts")) == OURS

    @mock_aws
    def test_in_any_order(aws_client, s3_bucket):
        assert account(aws_client.sts) == OURS
        assert account() == MOTO

    @mock_aws
    def test_a_client_first_used_in_a_mock_is_like_any_other(aws_client, localstack):
        assert aws_client.ssm.meta.endpoint_url == localstack.url
"""
HTTP = """
    import requests

    @mock_aws
    def test_a_presigned_url_is_answered_by_moto():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="photos")
        s3.put_object(Bucket="photos", Key="k", Body=b"moto's")
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "photos", "Key": "k"})
        assert requests.get(url).content == b"moto's"

    def test_afterwards_by_the_emulator(s3_bucket):
        s3 = boto3.client("s3")
        s3.put_object(Bucket=s3_bucket, Key="k", Body=b"ours")
        url = s3.generate_presigned_url("get_object", Params={"Bucket": s3_bucket, "Key": "k"})
        assert requests.get(url).content == b"ours"
"""
PASSED_ON = """
    @mock_aws(config={"core": {"passthrough": {"services": ["sts"]}}})
    def test_a_service_that_moto_passes_on_is_the_emulators():
        assert account() == OURS
        assert boto3.client("sqs").create_queue(QueueName="q")["QueueUrl"].split("/")[3] == MOTO

    @mock_aws
    def test_an_endpoint_named_by_the_client_is_not_motos():
        assert account(boto3.client("sts", endpoint_url="http://localhost:4566")) == OURS

    @mock_aws
    def test_an_endpoint_of_the_users_own_stays(monkeypatch):
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:4566")
        with mock_aws():
            assert os.environ["AWS_ENDPOINT_URL"] == "http://localhost:4566"
"""


@pytest.mark.parametrize(
    "source",
    [FORMS, UNITTEST, EARLIER, FIXTURES, HTTP, PASSED_ON],
    ids=["forms", "unittest", "earlier clients", "fixtures", "http", "passed on"],
)
def test_inside_a_mock_moto_answers(run: Run, pytester: pytest.Pytester, source: str) -> None:
    pytester.makepyfile(ACCOUNTS + source)

    result = run("--localstack", "-W", "error::pytest.PytestWarning")

    result.assert_outcomes(passed=source.count("def test_"))


def test_moto_may_be_imported_after_the_client_is_made(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(LATE_IMPORT)

    run("--localstack").assert_outcomes(passed=1)


def test_mocks_in_several_workers(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(ACCOUNTS + FORMS)

    run("--localstack", "-n", "2").assert_outcomes(passed=FORMS.count("def test_"))


def test_a_mock_active_before_the_emulator_boots_stays_in_charge(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        ACCOUNTS
        + """
    @pytest.fixture
    def mocked():
        with mock_aws():
            yield

    def test_it(mocked, request):
        sts = request.getfixturevalue("aws_client").sts
        assert (account(sts), account()) == (OURS, MOTO)
"""
    )

    run().assert_outcomes(passed=1)
