"""What suites written for LocalStack name: its endpoints, its variables, its modules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

ENDPOINTS = """
    import os
    import boto3
    import pytest

    @pytest.fixture(autouse=True, params={endpoints})
    def endpoint(request):
        return request.param

    def test_a_client(endpoint):
        client = boto3.client("sts", endpoint_url=endpoint, aws_access_key_id="test", aws_secret_access_key="test")
        assert client.get_caller_identity()["Account"] == "000000000000"

    def test_a_resource(endpoint):
        s3 = boto3.resource("s3", endpoint_url=endpoint)
        s3.create_bucket(Bucket="photos")
        assert [bucket.name for bucket in boto3.resource("s3").buckets.all()] == ["photos"]

    def test_the_environment(endpoint, monkeypatch):
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        assert boto3.client("sts").get_caller_identity()["Account"] == "000000000000"
"""
OUT_OF_VARIABLES = """
    import os
    import boto3

    def test_it():
        client = boto3.client("sts", endpoint_url={url})
        assert client.get_caller_identity()["Account"] == "000000000000"
"""
MODULES = """
    import boto3
    from localstack.testing.aws.util import bucket_exists, create_client_with_keys, in_default_partition, is_aws_cloud
    from localstack.testing.config import (
        SECONDARY_TEST_AWS_ACCESS_KEY_ID, SECONDARY_TEST_AWS_ACCOUNT_ID, SECONDARY_TEST_AWS_SECRET_ACCESS_KEY,
        TEST_AWS_ACCOUNT_ID, TEST_AWS_REGION_NAME,
    )
    from localstack.testing.pytest import markers
    from localstack.testing.snapshots.transformer_utility import TransformerUtility

    class TestBuckets:
        @markers.aws.validated
        @markers.snapshot.skip_snapshot_verify(paths=["$..x"])
        def test_fixtures(self, s3_create_bucket, aws_client, account_id, region_name):
            bucket = s3_create_bucket()
            assert bucket_exists(aws_client.s3, bucket) and not bucket_exists(aws_client.s3, "other")
            assert (account_id, region_name) == (TEST_AWS_ACCOUNT_ID, TEST_AWS_REGION_NAME)
            assert TransformerUtility.s3_api() and TransformerUtility.resource_name("bucket")

        @markers.aws.only_localstack
        def test_target(self):
            assert (is_aws_cloud(), in_default_partition()) == (False, True)

        @markers.aws.unknown
        def test_keys(self, aws_client_factory):
            secondary = aws_client_factory(
                aws_access_key_id=SECONDARY_TEST_AWS_ACCESS_KEY_ID,
                aws_secret_access_key=SECONDARY_TEST_AWS_SECRET_ACCESS_KEY,
            )
            keys = secondary.sts.get_session_token()["Credentials"]
            issued = create_client_with_keys("sts", keys, "eu-west-1")
            assert issued.get_caller_identity()["Account"] == SECONDARY_TEST_AWS_ACCOUNT_ID
"""
PLUGINS = """
    pytest_plugins = [
        "localstack.testing.pytest.fixtures",
        "localstack.testing.pytest.in_memory_localstack",
        "localstack.testing.pytest.marking",
    ]
"""
USUAL_ENDPOINTS = ("http://localhost:4566", "http://127.0.0.1:4566", "http://localhost.localstack.cloud:4566")


def test_endpoints_of_localstack_are_the_emulators(run: Run, pytester: pytest.Pytester) -> None:
    # Named, so that nothing that listens at 4566 of this machine decides the test.
    pytester.makeini(
        "[pytest]\nlocalstack_hosts = localhost:4566 127.0.0.1:4566 localhost.localstack.cloud:4566"
    )
    pytester.makepyfile(ENDPOINTS.format(endpoints=USUAL_ENDPOINTS))

    run("--localstack").assert_outcomes(passed=3 * len(USUAL_ENDPOINTS))


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({"LOCALSTACK_HOST": "localstack:4567"}, "'http://' + os.environ['LOCALSTACK_HOST']"),
        ({"LOCALSTACK_HOST": "aws"}, "f'http://{os.environ[\"LOCALSTACK_HOST\"]}:4566'"),
        (
            {"LOCALSTACK_HOSTNAME": "localstack", "EDGE_PORT": "4510"},
            'f\'http://{os.environ["LOCALSTACK_HOSTNAME"]}:{os.environ["EDGE_PORT"]}\'',
        ),
        ({"EDGE_PORT": "4511"}, "f'http://localhost:{os.environ[\"EDGE_PORT\"]}'"),
    ],
    ids=["host and port", "host", "name and edge port", "edge port"],
)
def test_endpoints_that_the_variables_name(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], url: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    pytester.makepyfile(OUT_OF_VARIABLES.format(url=url))

    run("--localstack").assert_outcomes(passed=1)


def test_modules_of_localstack_can_stay(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = --strict-markers\nfilterwarnings = error")
    pytester.makeconftest(PLUGINS)
    pytester.makepyfile(MODULES)

    run("--localstack").assert_outcomes(passed=3)


def test_a_module_without_a_counterpart_says_so(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["localstack.testing.pytest.container"]')
    pytester.makepyfile("def test_it(): pass")

    result = run("--localstack")

    assert result.ret != 0
    result.stderr.fnmatch_lines(["*localstack.testing.pytest.container has no counterpart*delete it*"])


@pytest.mark.usefixtures("stand_in")
def test_only_localstack_is_skipped_on_real_aws(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_TARGET", "AWS_CLOUD")
    pytester.makepyfile(
        """
        from localstack.testing.pytest import markers

        @markers.aws.only_localstack
        def test_emulator(): pass

        @markers.aws.validated
        def test_both(): pass
        """
    )

    run().assert_outcomes(passed=1, skipped=1)
