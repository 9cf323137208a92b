"""Temporary credentials: what is issued, and whom a client that uses them is."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/deployer"
EVIDENCE = "services/sts/test_sts.snapshot.json"
TRUST = """{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "sts:AssumeRole"}
]}"""


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    for key in ("AccessKeyId", "SecretAccessKey", "SessionToken", "AssumedRoleId", "UserId"):
        snapshot.add_transformer(snapshot.transform.key_value(key))


def _client_with(credentials: dict[str, Any], aws_client_factory: Any) -> Any:
    return aws_client_factory(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    ).sts


def test_an_assumed_role_is_who_its_credentials_say(
    aws_client: Any, aws_client_factory: Any, snapshot: Any
) -> None:
    assumed = aws_client.sts.assume_role(RoleArn=ROLE, RoleSessionName="release-7")
    identity = _client_with(assumed["Credentials"], aws_client_factory).get_caller_identity()

    evidence = f"{EVIDENCE}::TestSTSIntegrations::test_assume_role::assume-role"
    snapshot.match("assume-role", assumed, aws_evidence=evidence)
    snapshot.match("identity", identity)


def test_a_role_that_iam_knows_is_assumed_under_its_id(
    aws_client: Any, aws_client_factory: Any, cleanups: Any
) -> None:
    iam = aws_client.iam
    role = iam.create_role(RoleName="packer", Path="/build/", AssumeRolePolicyDocument=TRUST)["Role"]
    cleanups.append(lambda: iam.delete_role(RoleName="packer"))

    assumed = aws_client.sts.assume_role(RoleArn=role["Arn"], RoleSessionName="release-7")

    assert assumed["AssumedRoleUser"]["AssumedRoleId"] == f"{role['RoleId']}:release-7"
    identity = _client_with(assumed["Credentials"], aws_client_factory).get_caller_identity()
    assert identity["UserId"] == f"{role['RoleId']}:release-7"


def test_a_role_of_another_account_acts_there(aws_client: Any, aws_client_factory: Any) -> None:
    other_role = "arn:aws:iam::111122223333:role/auditor"

    assumed = aws_client.sts.assume_role(RoleArn=other_role, RoleSessionName="audit")
    identity = _client_with(assumed["Credentials"], aws_client_factory).get_caller_identity()

    assert identity["Account"] == "111122223333"
    assert identity["Arn"] == "arn:aws:sts::111122223333:assumed-role/auditor/audit"


def test_a_key_says_which_account_it_belongs_to(aws_client: Any) -> None:
    assumed = aws_client.sts.assume_role(
        RoleArn="arn:aws:iam::111122223333:role/auditor", RoleSessionName="audit"
    )

    info = aws_client.sts.get_access_key_info(AccessKeyId=assumed["Credentials"]["AccessKeyId"])

    assert info["Account"] == "111122223333"


def test_a_session_token_keeps_the_identity(aws_client: Any, aws_client_factory: Any, snapshot: Any) -> None:
    issued = aws_client.sts.get_session_token(DurationSeconds=900)
    identity = _client_with(issued["Credentials"], aws_client_factory).get_caller_identity()

    snapshot.match("session-token", issued)
    assert identity["Arn"] == aws_client.sts.get_caller_identity()["Arn"]


def test_a_federated_user_has_a_name(aws_client: Any, snapshot: Any) -> None:
    token = aws_client.sts.get_federation_token(Name="guest")

    evidence = f"{EVIDENCE}::TestSTSIntegrations::test_get_federation_token::get-federation-token"
    snapshot.match("federation-token", token, aws_evidence=evidence)


def test_credentials_last_as_long_as_asked(aws_client: Any, localstack: Any) -> None:
    localstack.freeze()

    issued = aws_client.sts.get_session_token(DurationSeconds=900)["Credentials"]

    assert 899 <= issued["Expiration"].timestamp() - localstack.clock.time() <= 900


@pytest.mark.parametrize(
    ("role_arn", "session_name", "key"),
    [
        ("nothing-valid-in-here", "session", "malformed-arn"),
        ("arn:a:a::aaaaaaaaaa:", "session", "no-resource"),
        (ROLE, "Session1:2", "invalid-session-name"),
    ],
    ids=["no ARN", "an ARN without a resource", "a session name with a colon"],
)
def test_a_request_that_cannot_be_meant_is_refused(
    aws_client: Any, snapshot: Any, role_arn: str, session_name: str, key: str
) -> None:
    with pytest.raises(ClientError) as refused:
        aws_client.sts.assume_role(RoleArn=role_arn, RoleSessionName=session_name)

    evidence = f"{EVIDENCE}::TestSTSIntegrations::test_sts_invalid_parameters::{key}"
    snapshot.match("error", refused.value.response, aws_evidence=evidence)


def test_tag_keys_that_differ_only_in_case_are_refused(aws_client: Any, snapshot: Any) -> None:
    with pytest.raises(ClientError) as refused:
        aws_client.sts.assume_role(
            RoleArn=ROLE,
            RoleSessionName="release",
            Tags=[{"Key": "Team", "Value": "a"}, {"Key": "team", "Value": "b"}],
        )

    test = f"{EVIDENCE}::TestSTSAssumeRoleTagging::test_assume_role_tag_validation"
    snapshot.match(
        "error", refused.value.response, aws_evidence=f"{test}::duplicate-tag-keys-different-casing"
    )


def test_a_transitive_tag_cannot_be_set_again_further_down(
    aws_client: Any, aws_client_factory: Any, snapshot: Any
) -> None:
    tags = [{"Key": "Team", "Value": "orders"}]
    first = aws_client.sts.assume_role(
        RoleArn=ROLE, RoleSessionName="first", Tags=tags, TransitiveTagKeys=["Team"]
    )

    with pytest.raises(ClientError) as refused:
        _client_with(first["Credentials"], aws_client_factory).assume_role(
            RoleArn=ROLE, RoleSessionName="second", Tags=[{"Key": "team", "Value": "other"}]
        )

    test = f"{EVIDENCE}::TestSTSAssumeRoleTagging::test_iam_role_chaining_override_transitive_tags"
    snapshot.match(
        "error", refused.value.response, aws_evidence=f"{test}::override-transitive-tag-case-ignore-error"
    )
