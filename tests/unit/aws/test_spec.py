"""Service models: loading, names, protocols."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.loaders import Loader
from botocore.session import Session

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request


def test_a_model_is_loaded_once() -> None:
    assert spec.load("sqs") is spec.load("sqs")
    assert spec.load("sqs").operation("SendMessage") is spec.load("sqs").operation("SendMessage")


def test_a_service_that_does_not_exist_is_refused_with_near_names() -> None:
    with pytest.raises(LookupError, match="no service named 'dynamo'; did you mean dynamodb"):
        spec.load("dynamo")


def test_an_operation_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        spec.load("sqs").operation("Fly")


@pytest.mark.parametrize(
    ("service", "protocols"),
    [
        ("dynamodb", ("json",)),
        ("iam", ("query",)),
        ("s3", ("rest-xml",)),
        ("sqs", ("json", "query")),
        ("cloudwatch", ("smithy-rpc-v2-cbor", "json", "query")),
    ],
)
def test_a_service_speaks_its_protocols_and_those_of_its_older_clients(
    service: str, protocols: tuple[str, ...]
) -> None:
    assert spec.load(service).protocols == protocols


def test_methods_are_named_as_botocore_names_them() -> None:
    assert spec.load("s3").operation("ListObjectsV2").method == "list_objects_v2"


@pytest.mark.parametrize(
    ("service", "name", "is_fault"),
    [("dynamodb", "InternalServerError", True), ("dynamodb", "ResourceNotFoundException", False)],
)
def test_a_fault_of_the_service_is_told_from_one_of_the_caller(
    service: str, name: str, is_fault: bool
) -> None:
    assert spec.load(service).is_fault(name) is is_fault


def test_a_shape_that_is_no_error_is_none() -> None:
    assert spec.load("sqs").error_shape("SendMessageRequest") is None
    assert spec.load("sqs").error_shape("Nonsense") is None


class Raw(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield from ()


class TestSharedLoader:
    """botocore's S3 clients edit the model of their operations in place."""

    def client(self, loader: Loader | None = None) -> Any:
        session = Session()
        session.set_credentials("AKIAIOSFODNN7EXAMPLE", "secret")
        if loader is not None:
            session.register_component("data_loader", loader)
        client = session.create_client("s3", "eu-west-1")
        client.meta.events.register("before-send.s3", lambda **_: AWSResponse("", 200, {}, Raw()))
        client.list_objects_v2(Bucket="bucket")
        client.head_object(Bucket="bucket", Key="key")
        return client

    def test_a_client_leaves_the_shared_model_as_it_is(self) -> None:
        kept = json.dumps(spec.loader().load_data("s3/2006-03-01/service-2"))
        loaded = json.dumps(spec.loader().load_service_model("s3", "service-2"))

        edited = self.client(spec.loader()).meta.service_model.operation_model("ListObjectsV2")

        assert edited.http["requestUri"] == "?list-type=2"
        assert json.dumps(spec.loader().load_data("s3/2006-03-01/service-2")) == kept
        assert json.dumps(spec.loader().load_service_model("s3", "service-2")) == loaded
        assert spec.load("s3").operation("ListObjectsV2").model.http["requestUri"] == "/{Bucket}?list-type=2"

    def test_a_session_of_the_user_s_shares_nothing_with_it(self) -> None:
        edited = self.client().meta.service_model.operation_model("ListObjectsV2")

        assert edited.http["requestUri"] == "?list-type=2"
        assert spec.load("s3").operation("ListObjectsV2").model.http["requestUri"] == "/{Bucket}?list-type=2"
        assert spec.load("s3").rest_router.match(Request("GET", "/b?list-type=2", Headers(), Body())) == (
            "ListObjectsV2",
            {"Bucket": "b"},
        )
