"""A run needs nothing of its surroundings, touches nothing of the user's, and leaves everything as it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .tracing import STARTS, Trace, trace

Run = Callable[..., pytest.RunResult]

SUITE = """
import os, subprocess, sys
import boto3, botocore.session, pytest

def test_s3(account_id):
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="key", Body=b"content")
    assert s3.get_object(Bucket="bucket", Key="key")["Body"].read() == b"content"

def test_sqs(sqs_queue):
    sqs = boto3.resource("sqs")
    sqs.Queue(sqs_queue).send_message(MessageBody="hello")
    assert sqs.Queue(sqs_queue).receive_messages()[0].body == "hello"

def test_sts(account_id):
    credentials = botocore.session.get_session().get_credentials()
    assert (credentials.access_key, credentials.method) == ("test", "env")
    assert boto3.Session().client("sts").get_caller_identity()["Account"] == account_id

def test_the_long_tail(aws_client):
    aws_client.ssm.put_parameter(Name="name", Value="value", Type="String")
    assert boto3.client("ssm").get_parameter(Name="name")["Parameter"]["Value"] == "value"

def test_a_subprocess(account_id):
    code = "import boto3; print(boto3.client('sts').get_caller_identity()['Account'])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == account_id
"""

CONFIG = """
[default]
region = eu-west-1
endpoint_url = https://aws.example
credential_process = {process}
[profile production]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = admin
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
sso_registration_scopes = sso:account:access
[profile process]
credential_process = {process}
[profile role]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = keys
[profile web]
role_arn = arn:aws:iam::111122223333:role/admin
web_identity_token_file = {token}
[profile container]
role_arn = arn:aws:iam::111122223333:role/admin
credential_source = EcsContainer
"""
CREDENTIALS = """
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = real
[keys]
aws_access_key_id = AKIAREALKEY
aws_secret_access_key = real
aws_session_token = real
"""

each_start = pytest.mark.parametrize(
    "arguments", [("--localstack",), ("--localstack", "-n", "2"), ()], ids=["option", "xdist", "fixtures"]
)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of AWS's, and a home directory that does not exist."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/nonexistent/home")
    monkeypatch.setenv("USERPROFILE", "/nonexistent/home")


@pytest.fixture
def users_home(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, bare: None) -> Path:
    """The home directory of somebody with an account on AWS, in every way it can be configured."""
    del bare
    home = pytester.path / "home"
    files = home / ".aws"
    (files / "sso" / "cache").mkdir(parents=True)
    token = files / "token"
    token.write_text("real")
    process = f"{sys.executable} {files / 'credential_process.py'}"
    files.joinpath("credential_process.py").write_text("raise SystemExit(1)")
    files.joinpath("config").write_text(CONFIG.format(process=process, token=token))
    files.joinpath("credentials").write_text(CREDENTIALS)
    (home / ".boto").write_text(CREDENTIALS)
    for name, value in {
        "HOME": home,
        "AWS_ACCESS_KEY_ID": "AKIAREALKEY",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/admin",
        "AWS_WEB_IDENTITY_TOKEN_FILE": token,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/0",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": token,
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://metadata.example",
        "AWS_BEARER_TOKEN_BEDROCK": "real",
        "AWS_ENDPOINT_URL_S3": "https://s3.example",
        "BOTO_CONFIG": home / ".boto",
    }.items():
        monkeypatch.setenv(name, str(value))
    return home


def assert_untouched(traced: Trace, home: Path) -> None:
    # The trace is no proof of anything if it did not see what there was to see.
    assert any(path.endswith("service-2.json.gz") for path in traced.of("open"))
    assert any("localstack.services.longtail.child" in command for command in traced.of("subprocess.Popen"))
    assert traced.opened_below(home, Path("/etc/boto.cfg")) == set()
    assert traced.foreign_hosts() == set()
    assert not [command for command in traced.of(*STARTS) if "credential_process" in command]


@each_start
@pytest.mark.usefixtures("bare")
def test_a_suite_needs_no_credentials_region_home_or_network(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    traced = trace(pytester, without_network=True)
    pytester.makepyfile(SUITE)

    result = run(*arguments, "-p", "no:randomly")

    result.assert_outcomes(passed=5)
    assert_untouched(traced, Path("/nonexistent"))


@pytest.mark.parametrize(
    ("profile", "arguments"),
    [
        *(
            (profile, ("--localstack",))
            for profile in ("production", "process", "role", "web", "container", "")
        ),
        ("production", ("--localstack", "-n", "2")),
        ("production", ()),
    ],
)
def test_credentials_of_the_user_s_are_not_touched(
    run: Run,
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    users_home: Path,
    profile: str,
    arguments: tuple[str, ...],
) -> None:
    if profile:
        monkeypatch.setenv("AWS_PROFILE", profile)
    if "--localstack" in arguments:
        pytester.makeconftest("import boto3; CLIENT = boto3.client('sts')")
    traced = trace(pytester, without_network=True)
    pytester.makepyfile(SUITE)

    result = run(*arguments)

    result.assert_outcomes(passed=5)
    assert_untouched(traced, users_home)


def test_files_named_by_variables_are_not_opened(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, users_home: Path
) -> None:
    elsewhere = users_home.rename(pytester.path / "elsewhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(elsewhere / ".aws" / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(elsewhere / ".aws" / "credentials"))
    traced = trace(pytester, without_network=True)
    pytester.makepyfile(SUITE)

    run("--localstack").assert_outcomes(passed=5)

    assert_untouched(traced, elsewhere)


@pytest.mark.parametrize("arguments", [("--localstack",), ()], ids=["option", "fixtures"])
@pytest.mark.usefixtures("bare")
def test_everything_is_given_back(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    pytester.makepyfile(
        watching="""
        import http.client, os, socket, sys
        import boto3, botocore.httpsession, pytest

        # A plugin's own client, made with the user's keys before the run begins.
        profile = os.environ.pop("AWS_PROFILE")
        boto3.setup_default_session(aws_access_key_id="AKIAREALKEY", aws_secret_access_key="real")
        CLIENT = boto3.client("sts", "eu-west-1")
        os.environ["AWS_PROFILE"] = profile

        def state():
            variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
            owners = socket, socket.socket, http.client.HTTPConnection, botocore.httpsession.URLLib3Session
            return variables, boto3.DEFAULT_SESSION, [dict(vars(owner)) for owner in owners], list(sys.meta_path)

        BEFORE = state()

        @pytest.hookimpl(wrapper=True)
        def pytest_unconfigure():
            yield
            variables, session, owners, finders = state()
            assert (variables, session, owners) == BEFORE[:3]
            assert not [one for one in finders if type(one).__module__.startswith("localstack")]
            print("everything is as it was")
        """
    )
    pytester.syspathinsert()
    pytester.makepyfile(
        """
        import boto3
        from watching import CLIENT

        def test_a_new_client_is_not_the_user_s(account_id):
            boto3.client("sts").get_caller_identity()
            assert boto3.DEFAULT_SESSION.get_credentials().access_key == "test"

        def test_a_client_from_before_talks_to_the_emulator(account_id):
            assert CLIENT.get_caller_identity()["Account"] == account_id
        """
    )

    result = run(*arguments, "-p", "watching", "-s")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["everything is as it was"])


def test_a_profile_asked_for_by_name_is_not_found(
    run: Run, pytester: pytest.Pytester, users_home: Path
) -> None:
    traced = trace(pytester, without_network=True)
    pytester.makepyfile(
        """
        import boto3, botocore.session, pytest
        from botocore.exceptions import ProfileNotFound

        @pytest.mark.parametrize("profile", ["keys", "production", "process", "role", "web", "container"])
        @pytest.mark.parametrize(
            "ask",
            [
                lambda name: botocore.session.Session(profile=name).get_credentials(),
                lambda name: botocore.session.Session(profile=name).create_client("sts", "eu-west-1"),
                lambda name: boto3.Session(profile_name=name).client("sts"),
            ],
            ids=["credentials", "botocore", "boto3"],
        )
        def test_one_of_the_user_s(profile, ask):
            with pytest.raises(ProfileNotFound):
                ask(profile)

        def test_one_of_the_test_s(tmp_path, monkeypatch):
            file = tmp_path / "credentials"
            file.write_text("[keys]\\naws_access_key_id = 111122223333\\naws_secret_access_key = test\\n")
            monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
            sts = boto3.Session(profile_name="keys").client("sts")
            assert sts.get_caller_identity()["Account"] == "111122223333"
        """
    )

    run("--localstack").assert_outcomes(passed=19)

    assert traced.opened_below(users_home) == set()
    assert traced.foreign_hosts() == set()
