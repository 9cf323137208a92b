"""The errors that faults answer with, by service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from localstack.aws import spec
from localstack.aws.context import RequestContext
from localstack.aws.faults import errors
from localstack.config import Settings
from localstack.runtime import Emulator


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


def context(emulator: Emulator, service: str, operation: str) -> RequestContext:
    loaded = spec.load(service)
    return RequestContext(
        emulator, loaded, loaded.operation(operation), loaded.protocols[0], "111122223333", "eu-west-1"
    )


@pytest.mark.parametrize(
    ("service", "operation", "code", "status"),
    [
        pytest.param("s3", "PutObject", "SlowDown", 503, id="S3"),
        pytest.param("ec2", "RunInstances", "RequestLimitExceeded", 503, id="EC2"),
        pytest.param("lambda", "Invoke", "TooManyRequestsException", 429, id="Lambda"),
        pytest.param("dynamodb", "PutItem", "ProvisionedThroughputExceededException", 400, id="DynamoDB"),
        pytest.param("kinesis", "PutRecord", "ProvisionedThroughputExceededException", 400, id="Kinesis"),
        pytest.param("sqs", "SendMessage", "RequestThrottled", 403, id="SQS"),
        pytest.param("apigateway", "GetRestApis", "TooManyRequestsException", 429, id="by its model"),
        pytest.param(
            "scheduler", "GetSchedule", "ThrottlingException", 429, id="by its model, with a status"
        ),
        pytest.param("iam", "GetUser", "Throttling", 400, id="query"),
        pytest.param("secretsmanager", "GetSecretValue", "ThrottlingException", 400, id="JSON"),
    ],
)
def test_each_service_throttles_in_its_way(
    emulator: Emulator, service: str, operation: str, code: str, status: int
) -> None:
    error = errors.throttling(context(emulator, service, operation))

    assert (error.code, error.status_code) == (code, status)


@pytest.mark.parametrize(
    ("service", "operation", "code", "status"),
    [
        pytest.param("s3", "PutObject", "ExpiredToken", 400, id="S3"),
        pytest.param("sqs", "SendMessage", "ExpiredToken", 403, id="SQS"),
        pytest.param("sts", "GetCallerIdentity", "ExpiredToken", 403, id="query"),
        pytest.param("ec2", "RunInstances", "RequestExpired", 400, id="EC2"),
        pytest.param("dynamodb", "PutItem", "ExpiredTokenException", 400, id="JSON"),
    ],
)
def test_credentials_expire_in_each_service_in_its_way(
    emulator: Emulator, service: str, operation: str, code: str, status: int
) -> None:
    error = errors.expired_credentials(context(emulator, service, operation))

    assert (error.code, error.status_code) == (code, status)


def test_an_error_of_the_model_has_its_shape_status_and_members(emulator: Emulator) -> None:
    error = errors.make_error(
        context(emulator, "s3", "GetObject"), "InvalidObjectState", members={"StorageClass": "GLACIER"}
    )

    assert (type(error).__name__, error.status_code, error.members) == (
        "InvalidObjectState",
        403,
        {"StorageClass": "GLACIER"},
    )


def test_an_error_may_be_named_by_its_code(emulator: Emulator) -> None:
    error = errors.make_error(context(emulator, "sns", "Publish"), "NotFound")

    assert (error.shape_name, error.code, error.status_code) == ("NotFoundException", "NotFound", 404)


def test_a_status_of_ones_own_counts(emulator: Emulator) -> None:
    error = errors.make_error(context(emulator, "sqs", "SendMessage"), "Teapot", 418, "short and stout")

    assert (error.code, error.status_code, error.message) == ("Teapot", 418, "short and stout")


def test_a_code_that_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="s3 knows no error 'SlowDwon'; did you mean SlowDown"):
        errors.check_error("s3", "PutObject", "SlowDwon", None)


@pytest.mark.parametrize("code", ["NoSuchBucket", "SlowDown", "AccessDenied", "Throttling"])
def test_codes_of_the_model_and_of_all_services_are_known(code: str) -> None:
    errors.check_error("s3", "", code, None)


def test_any_code_goes_with_a_status() -> None:
    errors.check_error("sqs", "SendMessage", "Teapot", 418)
