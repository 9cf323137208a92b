"""Service models: loading, names, protocols."""

from __future__ import annotations

import pytest

from localstack.aws import spec


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
