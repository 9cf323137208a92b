"""Each family of wording: what a service reports, in which words, with which code."""

from __future__ import annotations

from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.errors import CommonServiceException
from localstack.aws.protocol.base import WrongType
from localstack.aws.validation import in_words_of

LIMIT = "failed to satisfy constraint: Member must have length less than or equal to"


def error_of(service: str, operation: str, parameters: dict[str, Any]) -> CommonServiceException:
    with pytest.raises(CommonServiceException) as raised:
        spec.load(service).operation(operation).validate(parameters)
    return raised.value


# Recorded of AWS unless the id says otherwise.
@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code", "message"),
    [
        pytest.param(
            "apigateway",
            "PutIntegration",
            {"restApiId": "a", "resourceId": "r", "httpMethod": "GET", "type": "HTTPS_PROXY"},
            "ValidationException",
            "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy "
            "constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
            id="API Gateway, in the body",
        ),
        pytest.param(
            "apigateway",
            "CreateRestApi",
            {"name": "n", "endpointConfiguration": {"types": ["wrong"]}},
            "ValidationException",
            "1 validation error detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' "
            "failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
            "[PRIVATE, EDGE, REGIONAL]]",
            id="API Gateway, a list",
        ),
        pytest.param(
            "iam",
            "UpdateServiceSpecificCredential",
            {"ServiceSpecificCredentialId": "A" * 20 + "-", "Status": "Active"},
            "ValidationError",
            "1 validation error detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [\\w]+",
            id="IAM, a pattern",
        ),
        pytest.param(
            "iam",
            "UpdateServiceSpecificCredential",
            {"ServiceSpecificCredentialId": "A" * 20, "Status": "Wrong"},
            "ValidationError",
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy "
            "enum value set",
            id="IAM, an enum",
        ),
        pytest.param(
            "iam",
            "CreateRole",
            {"RoleName": "r" * 65, "AssumeRolePolicyDocument": "{}"},
            "ValidationError",
            f"1 validation error detected: Value at 'roleName' {LIMIT} 64",
            id="IAM, a length (reported)",
        ),
        pytest.param(
            "iam",
            "CreateRole",
            {"RoleName": "a role", "AssumeRolePolicyDocument": "{}"},
            "ValidationError",
            "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or "
            "the following: +=,.@_-",
            id="IAM, a name (reported)",
        ),
        pytest.param(
            "logs",
            "FilterLogEvents",
            {"logGroupName": "g", "limit": 10001},
            "InvalidParameterException",
            "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must "
            "have value less than or equal to 10000",
            id="Logs, an older operation",
        ),
        pytest.param(
            "logs",
            "PutDeliveryDestination",
            {"name": "n", "outputFormat": "foobar"},
            "ValidationException",
            "1 validation error detected: Value 'foobar' at 'outputFormat' failed to satisfy constraint: Member "
            "must satisfy enum value set: [w3c, raw, json, plain, parquet]",
            id="Logs, a newer operation",
        ),
        pytest.param(
            "logs",
            "DeleteMetricFilter",
            {"logGroupName": "g" * 513, "filterName": "f"},
            "InvalidParameterException",
            "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
            id="Logs, a sentence of its own",
        ),
        pytest.param(
            "transcribe",
            "ListTranscriptionJobs",
            {"MaxResults": 101},
            "BadRequestException",
            "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must "
            "have value less than or equal to 100",
            id="Transcribe (the code)",
        ),
        pytest.param(
            "lambda",
            "PublishLayerVersion",
            {"LayerName": "l", "Content": {}, "CompatibleArchitectures": ["invalidarch"]},
            "ValidationException",
            "1 validation error detected: Value '[invalidarch]' at 'compatibleArchitectures' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], "
            "Member must not be null]",
            id="Lambda, a list of an enum",
        ),
        pytest.param(
            "cloudformation",
            "CreateStack",
            {"StackName": "*@da591fa3_$"},
            "ValidationError",
            "1 validation error detected: Value '*@da591fa3_$' at 'stackName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*",
            id="CloudFormation, what the model lacks",
        ),
        pytest.param(
            "cognito-idp",
            "AdminGetUser",
            {"UserPoolId": "", "Username": "u"},
            "InvalidParameterException",
            "2 validation errors detected: Value '' at 'userPoolId' failed to satisfy constraint: Member must "
            "have length greater than or equal to 1; Value '' at 'userPoolId' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
            id="Cognito (reported)",
        ),
        pytest.param(
            "ecr",
            "CreateRepository",
            {"repositoryName": "a", "imageTagMutability": "WRONG"},
            "InvalidParameterException",
            "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must have length greater than "
            "or equal to 2'",
            id="ECR, the first of two (reported)",
        ),
        pytest.param(
            "route53",
            "GetHostedZone",
            {"Id": "z" * 33},
            "InvalidInput",
            f"1 validation error detected: Value '{'z' * 33}' at 'id' {LIMIT} 32",
            id="Route 53, in the path (reported)",
        ),
        pytest.param(
            "servicediscovery",
            "GetService",
            {},
            "InvalidInput",
            "1 validation error detected: Value null at 'id' failed to satisfy constraint: Member must not be null",
            id="Cloud Map (reported)",
        ),
        pytest.param(
            "ec2",
            "CreateTags",
            {"Tags": []},
            "MissingParameter",
            "The request must contain the parameter resourceIdSet",
            id="EC2, a list (reported)",
        ),
        pytest.param(
            "cloudwatch",
            "PutMetricData",
            {"MetricData": [{}]},
            "MissingParameter",
            "The parameter Namespace is required.",
            id="CloudWatch, metrics (reported)",
        ),
        pytest.param(
            "cloudwatch",
            "PutMetricData",
            {"Namespace": "n", "MetricData": [{"MetricName": "m"}, {}]},
            "MissingParameter",
            "The parameter MetricData.member.2.MetricName is required.",
            id="CloudWatch, a member of a metric (unverified)",
        ),
    ],
)  # fmt: skip
def test_a_service_has_its_own_words(
    service: str, operation: str, parameters: dict[str, Any], code: str, message: str
) -> None:
    error = error_of(service, operation, parameters)

    assert (error.code, error.message) == (code, message)


def test_a_name_s_own_sentence_gives_way_to_what_else_is_wrong() -> None:
    error = error_of("iam", "CreateRole", {"RoleName": "a role", "AssumeRolePolicyDocument": ""})

    assert error.message.startswith("2 validation errors detected: Value at 'assumeRolePolicyDocument' ")
    assert "roleName" not in error.message


def test_ecr_quotes_a_pattern_twice() -> None:
    """As reported; the pattern itself changes with the model's releases."""
    pattern = spec.load("ecr").model.shape_for("RepositoryName").metadata["pattern"]

    error = error_of("ecr", "CreateRepository", {"repositoryName": "Org/repo"})

    assert error.message == (
        f"Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression "
        f"'{pattern}''"
    )


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("ec2", "CreateTags", {"Resources": ["i-1"], "Tags": [{"Key": "k" * 999}]}),
        ("ec2", "RunInstances", {"MinCount": 1, "MaxCount": 1, "InstanceType": "x9.none"}),
        ("route53", "CreateHostedZone", {"CallerReference": "c" * 129, "Name": "example.com"}),
        ("cloudwatch", "PutMetricData", {"Namespace": ":n", "MetricData": [{"MetricName": "m", "Unit": "x"}]}),
    ],
    ids=["EC2's lengths", "EC2's enums", "Route 53's documents", "CloudWatch's metrics"],
)  # fmt: skip
def test_what_a_family_does_not_report_passes(
    service: str, operation: str, parameters: dict[str, Any]
) -> None:
    spec.load(service).operation(operation).validate(parameters)


@pytest.mark.parametrize(
    ("service", "value", "wanted", "message"),
    [
        ("apigateway", True, "String", "class java.lang.Boolean can not be converted to an String"),
        (
            "apigateway",
            123,
            "String",
            "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
        ),
        ("apigateway", "x", "Integer", "as it was"),
        ("dynamodb", True, "String", "as it was"),
    ],
    ids=["a truth value", "a number", "not recorded", "another service"],
)
def test_a_wrong_type_is_named_as_recorded(service: str, value: object, wanted: str, message: str) -> None:
    loaded = spec.load(service)
    operation = loaded.operation(min(loaded.operation_names))

    error = in_words_of(WrongType("as it was", value, wanted), operation)

    assert (error.code, error.message) == ("SerializationException", message)
