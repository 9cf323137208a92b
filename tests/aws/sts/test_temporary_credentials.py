"""Temporary credentials: what is issued, and whom a client that uses them is."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/deployer"


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

    snapshot.match("assume-role", assumed)
    snapshot.match("identity", identity)


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
    snapshot.match("federation-token", aws_client.sts.get_federation_token(Name="guest"))


def test_credentials_last_as_long_as_asked(aws_client: Any, localstack: Any) -> None:
    localstack.freeze()

    issued = aws_client.sts.get_session_token(DurationSeconds=900)["Credentials"]

    assert 899 <= issued["Expiration"].timestamp() - localstack.clock.time() <= 900


@pytest.mark.parametrize(
    ("role_arn", "session_name"),
    [
        ("nothing-valid-in-here", "session"),
        ("arn:aws:iam::000000000000:", "session"),
        (ROLE, "no:colons"),
    ],
    ids=["no ARN", "an ARN without a resource", "a session name with a colon"],
)
def test_a_request_that_cannot_be_meant_is_refused(
    aws_client: Any, snapshot: Any, role_arn: str, session_name: str
) -> None:
    with pytest.raises(ClientError) as refused:
        aws_client.sts.assume_role(RoleArn=role_arn, RoleSessionName=session_name)

    snapshot.match("error", refused.value.response)


def test_tag_keys_that_differ_only_in_case_are_refused(aws_client: Any, snapshot: Any) -> None:
    with pytest.raises(ClientError) as refused:
        aws_client.sts.assume_role(
            RoleArn=ROLE,
            RoleSessionName="release",
            Tags=[{"Key": "Team", "Value": "a"}, {"Key": "team", "Value": "b"}],
        )

    snapshot.match("error", refused.value.response)


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

    snapshot.match("error", refused.value.response)
