"""`--localstack`: one emulator for every client of the run."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from pytest_localstack.environment import Environment

Run = Callable[..., pytest.RunResult]

WAYS_TO_MAKE_A_CLIENT = """
    import boto3, botocore.session, subprocess, sys

    made_at_import = boto3.client("sts")

    def test_a_client_made_at_import_time():
        assert made_at_import.get_caller_identity()["Account"] == "000000000000"

    def test_a_client_made_in_the_test():
        assert boto3.client("sts", region_name="eu-west-1").get_caller_identity()["Account"] == "000000000000"

    def test_a_session_of_the_users_own():
        session = boto3.Session(aws_access_key_id="111122223333", aws_secret_access_key="x")
        assert session.client("sts").get_caller_identity()["Account"] == "111122223333"

    def test_a_botocore_session():
        client = botocore.session.get_session().create_client("sts")
        assert client.get_caller_identity()["Account"] == "000000000000"

    def test_an_explicit_aws_endpoint():
        client = boto3.client("sts", endpoint_url="https://sts.amazonaws.com")
        assert client.get_caller_identity()["Account"] == "000000000000"

    def test_a_subprocess():
        code = "import boto3; print(boto3.client('sts').get_caller_identity()['Account'])"
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert out.strip() == "000000000000"
"""


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_every_client_talks_to_the_emulator(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(WAYS_TO_MAKE_A_CLIENT)

    result = run("--localstack", *arguments)

    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["localstack: 6 AWS calls (6 native) to sts"])


def test_conftest_finds_the_emulator_already_there(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import boto3; ACCOUNT = boto3.client('sts').get_caller_identity()['Account']")
    pytester.makepyfile("def test_it(): from conftest import ACCOUNT; assert ACCOUNT == '000000000000'")

    run("--localstack").assert_outcomes(passed=1)


def test_fixtures_boot_on_demand_without_the_option(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(account_id): assert account_id == '000000000000'")

    run().assert_outcomes(passed=1)


def test_credentials_and_profiles_of_the_user_are_out_of_reach(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAREALKEY")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    pytester.makepyfile(
        """
        import boto3

        def test_it():
            session = boto3.Session()
            credentials = session.get_credentials()
            assert (session.profile_name, credentials.access_key, credentials.token) == ("default", "test", None)
        """
    )

    run("--localstack").assert_outcomes(passed=1)


def test_a_region_that_is_set_is_kept(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_REGION", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    pytester.makepyfile("def test_it(region_name): assert region_name == 'eu-central-1'")

    run("--localstack").assert_outcomes(passed=1)


def test_the_environment_is_given_back() -> None:
    variables = {"AWS_PROFILE": "mine", "AWS_ACCESS_KEY_ID": "AKIA", "HOME": "/home/me"}
    before = dict(variables)
    environment = Environment(variables)

    environment.apply()
    environment.point_at("http://127.0.0.1:1")
    assert "AWS_PROFILE" not in variables
    environment.restore()

    assert variables == before


def test_the_instance_metadata_service_is_refused(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from botocore.awsrequest import AWSRequest
        from botocore.httpsession import URLLib3Session

        def test_it():
            request = AWSRequest("GET", "http://169.254.169.254/latest/meta-data/").prepare()
            try:
                URLLib3Session().send(request)
            except RuntimeError:
                pass
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the test tried to reach real AWS: instance metadata at 169.254.169.254*"])


def test_a_failing_test_shows_its_calls(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(aws_client):
            aws_client.sts.get_caller_identity()
            aws_client.sts.get_session_token(DurationSeconds=900)
            assert False
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*AWS calls (call)*",
            "sts.GetCallerIdentity() -> 200 *",
            "sts.GetSessionToken(DurationSeconds=*",
        ]
    )


def test_an_operation_nobody_emulates_says_so(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        def test_it(aws_client):
            with pytest.raises(Exception, match="CreateWorkspaces.*workspaces.*not emulated"):
                aws_client.workspaces.create_workspaces(
                    Workspaces=[{"DirectoryId": "d-926722edaf", "UserName": "u", "BundleId": "wsb-0123456789"}]
                )
        """
    )

    run("--localstack").assert_outcomes(passed=1)


@pytest.mark.parametrize("arguments", [(), ("--localstack",)], ids=["without the option", "with it"])
def test_a_run_whose_warnings_are_errors_has_none_of_ours(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile("def test_it(): pass")

    run("-W", "error", *arguments).assert_outcomes(passed=1)


def test_importing_the_plugin_loads_nothing_heavy(pytester: pytest.Pytester) -> None:
    code = (
        "import importlib, sys, pytest_localstack.plugin, pytest_localstack.snapshot;"
        "[importlib.import_module(name) for name in pytest_localstack.plugin.PARTS];"
        "heavy = {'boto3', 'botocore', 'werkzeug', 'moto', 'deepdiff', 'jsonpath_ng', 'httptools'};"
        "print(sorted(heavy & set(sys.modules)))"
    )

    result = pytester.run(sys.executable, "-c", code)

    assert result.outlines == ["[]"]


def test_the_plugin_warns_of_nothing(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(aws_client): aws_client.sqs.list_queues()")

    run("--localstack", "-W", "error", "-p", "no:asyncio").assert_outcomes(passed=1)
