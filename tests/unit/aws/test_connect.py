"""Clients for code around the emulator: where they call, as whom, on whose behalf."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError

from localstack import running
from localstack.aws.connect import (
    ExternalClientFactory,
    InternalClientFactory,
    connect_externally_to,
    connect_to,
    default_endpoint,
)
from localstack.aws.context import RequestContext
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.plugins import Service
from localstack.services.provider import Provider
from localstack.state.stores import BaseStore


class Sns(Provider[BaseStore]):
    """Answers with who calls."""

    service = "sns"

    def list_topics(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        said = f"{context.service_principal} {context.source_arn}".strip()
        return {"Topics": [{"TopicArn": said}]}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ENDPOINT_URL", "LOCALSTACK_HOST", "GATEWAY_LISTEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    # The emulator of the run that these tests are part of is none of their business.
    monkeypatch.setattr(running, "_RUNNING", [])


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


@pytest.fixture
def sns(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Any:
    service = Service.for_provider(Sns())
    monkeypatch.setattr(emulator.services, "require", lambda name: service if name == "sns" else None)
    return connect_to().sns


def test_a_client_calls_the_emulator_of_its_process_without_a_socket(emulator: Emulator) -> None:
    s3 = connect_to().s3
    s3.create_bucket(Bucket="photos")
    s3.put_object(Bucket="photos", Key="a/b", Body=b"content")

    assert s3.get_object(Bucket="photos", Key="a/b")["Body"].read() == b"content"
    assert emulator._listener._server is None


@pytest.mark.usefixtures("emulator")
def test_the_emulator_started_last_answers_and_then_the_one_before() -> None:
    client = InternalClientFactory()().sqs
    client.create_queue(QueueName="first")
    with Emulator(Settings()):
        inner = client.list_queues().get("QueueUrls", [])

    assert inner == []
    assert len(client.list_queues()["QueueUrls"]) == 1


def test_a_client_without_an_emulator_calls_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    client = InternalClientFactory()(config=Config(retries={"total_max_attempts": 1})).sqs

    with pytest.raises(EndpointConnectionError, match=r"127\.0\.0\.1:9"):
        client.list_queues()


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({}, "http://127.0.0.1:4566"),
        ({"GATEWAY_LISTEN": "0.0.0.0:4510"}, "http://127.0.0.1:4510"),
        ({"LOCALSTACK_HOST": "emulator"}, "http://emulator:4566"),
        ({"LOCALSTACK_HOST": "emulator:80", "GATEWAY_LISTEN": ":4510"}, "http://emulator:80"),
        ({"LOCALSTACK_HOST": "[::1]:80"}, "http://[::1]:80"),
        ({"AWS_ENDPOINT_URL": "https://other:1", "LOCALSTACK_HOST": "emulator"}, "https://other:1"),
    ],
)
def test_the_server_is_the_one_that_the_environment_names(variables: dict[str, str], url: str) -> None:
    assert default_endpoint(variables) == url


def test_an_emulator_here_is_the_endpoint_whatever_the_environment_names(emulator: Emulator) -> None:
    assert default_endpoint({"AWS_ENDPOINT_URL": "https://other:1"}) == f"http://127.0.0.1:{emulator.port}"


@pytest.mark.parametrize(
    ("attribute", "service"), [("lambda_", "lambda"), ("cognito_idp", "cognito-idp"), ("sqs", "sqs")]
)
def test_every_service_is_an_attribute(attribute: str, service: str) -> None:
    clients = connect_to()

    assert getattr(clients, attribute) is clients.get_client(service)
    assert getattr(clients, attribute).meta.service_model.service_name == service


def test_what_is_no_service_is_no_attribute_and_the_nearest_is_named() -> None:
    with pytest.raises(AttributeError, match="did you mean s3"):
        _ = connect_to().s33
    with pytest.raises(LookupError, match="did you mean sqs"):
        connect_to().get_client("sqss")


def test_a_client_is_kept_per_region_and_keys() -> None:
    assert connect_to().sqs is connect_to(region_name="us-east-1").sqs
    assert connect_to(region_name="eu-west-1").sqs is not connect_to().sqs
    assert connect_to(region_name="eu-west-1").sqs.meta.region_name == "eu-west-1"


def test_no_more_than_a_few_hundred_clients_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localstack.aws.connect.KEPT_CLIENTS", 2)
    factory = InternalClientFactory()
    first, second = factory(region_name="eu-west-1").sts, factory(region_name="eu-west-2").sts
    assert factory(region_name="eu-west-1").sts is first

    factory(region_name="eu-west-3").sts  # noqa: B018 - making it pushes out the one that rested longest

    assert factory(region_name="eu-west-1").sts is first
    assert factory(region_name="eu-west-2").sts is not second


@pytest.mark.usefixtures("emulator")
def test_twelve_digits_select_an_account() -> None:
    identity = connect_to(aws_access_key_id="111122223333").sts.get_caller_identity()

    assert identity["Account"] == "111122223333"


@pytest.mark.usefixtures("emulator")
def test_a_given_endpoint_is_called_even_with_an_emulator_here() -> None:
    config = Config(retries={"total_max_attempts": 1})
    clients = InternalClientFactory()(endpoint_url="http://127.0.0.1:9", config=config)

    with pytest.raises(EndpointConnectionError):
        clients.sqs.list_queues()


@pytest.mark.usefixtures("emulator")
def test_external_clients_have_the_users_region_and_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "444455556666")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    sts = ExternalClientFactory()().sts

    assert sts.get_caller_identity()["Account"] == "444455556666"
    assert sts.meta.region_name == "eu-west-1"
    assert InternalClientFactory()().sts.get_caller_identity()["Account"] == "000000000000"


@pytest.mark.usefixtures("emulator")
def test_external_clients_of_a_user_without_keys_have_those_of_tests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    assert ExternalClientFactory()().sts.get_caller_identity()["Account"] == "000000000000"


@pytest.mark.usefixtures("emulator")
@pytest.mark.parametrize("factory", [connect_to, connect_externally_to])
def test_a_role_that_is_assumed_is_who_calls(factory: InternalClientFactory) -> None:
    role = "arn:aws:iam::111122223333:role/reader"
    clients = factory.with_assumed_role(
        role_arn=role, service_principal="lambda.amazonaws.com", region_name="eu-west-1"
    )

    identity = clients.sts.get_caller_identity()

    assert identity["Arn"] == "arn:aws:sts::111122223333:assumed-role/reader/lambda"
    assert clients.sqs.meta.region_name == "eu-west-1"


@pytest.mark.usefixtures("emulator")
def test_a_role_that_cannot_be_assumed_raises() -> None:
    with pytest.raises(ClientError, match="ValidationError"):
        connect_to.with_assumed_role(role_arn="arn:aws:iam::111122223333:role/x", session_name="no spaces")


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({}, ""),
        ({"service_principal": "s3"}, "s3.amazonaws.com"),
        ({"service_principal": "s3.amazonaws.com", "source_arn": "arn:x"}, "s3.amazonaws.com arn:x"),
    ],
)
def test_a_call_on_somebodys_behalf_says_so(sns: Any, metadata: dict[str, str], said: str) -> None:
    answer = sns.request_metadata(**metadata).list_topics()

    assert answer["Topics"] == [{"TopicArn": said}]
    assert sns.list_topics()["Topics"] == [{"TopicArn": ""}]


def test_it_can_be_said_by_arguments_and_for_paginators(sns: Any) -> None:
    by_arguments = sns.list_topics(_ServicePrincipal="s3", _SourceArn="arn:x")
    pages = sns.request_metadata("arn:y").get_paginator("list_topics").paginate()

    assert by_arguments["Topics"] == [{"TopicArn": "s3.amazonaws.com arn:x"}]
    assert pages.build_full_result()["Topics"] == [{"TopicArn": "arn:y"}]


def test_it_is_said_over_a_socket_too(emulator: Emulator, sns: Any) -> None:
    del sns
    server = connect_to(endpoint_url=emulator.url).sns

    assert server.list_topics(_SourceArn="arn:x")["Topics"] == [{"TopicArn": "arn:x"}]
    assert emulator._listener._server is not None
