"""Which service words violations of its model how; data, with the evidence for each line.

"Recorded" means recorded responses of AWS, "reported" messages quoted in public reports of the service's
users. A service that is not listed is checked in the common family when it is native, and not at all when
it is of the long tail.
"""

from __future__ import annotations

from localstack.aws.constraints import KINDS
from localstack.aws.wording import (
    PATTERN,
    CommonFamily,
    ContainerFamily,
    Ec2Family,
    Family,
    ParameterFamily,
    Sentence,
)

COMMON = CommonFamily()
WITH_PATTERNS = CommonFamily(recorded_kinds=KINDS)

FAMILIES: dict[str, Family] = {
    # Reported.
    "acm": COMMON,
    # Recorded: 19 messages; those of members in the path (`responseType`) have no prefix. 3 of wrong types.
    "apigateway": CommonFamily(wraps_body=True, java_types=True),
    # Recorded: 2 messages, of CreateStack and CreateChangeSet; they hold what the model lacks. The API reference
    # has the length of templates for every operation that takes one.
    "cloudformation": CommonFamily(
        recorded_kinds=KINDS,
        corrections={
            "StackName": {"pattern": "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*"},
            "TemplateBody": {"min": 1, "max": 51200},
        },
    ),
    # Recorded: 2 messages of alarms.
    "cloudwatch": COMMON,
    # Reported.
    "cognito-identity": COMMON,
    # Reported; in the order of length and pattern as well.
    "cognito-idp": CommonFamily(codes=("InvalidParameterException",), lengths_first=True),
    # Recorded: 1 message, and 4 inside of Step Functions' histories.
    "dynamodb": COMMON,
    # Recorded: `size/snapshot`; reported: `resourceIdSet`. That the other parameters are named by the same rule,
    # and that members of members are not, is unverified.
    "ec2": Ec2Family(text="The request must contain the parameter {member}", checks_members=False),
    # Reported: one length, one pattern. The wording of enums and of what is missing is unverified.
    "ecr": ContainerFamily(),
    # Reported.
    "elbv2": COMMON,
    # Reported.
    "es": COMMON,
    # Recorded: 7 messages.
    "events": WITH_PATTERNS,
    # Reported.
    "firehose": COMMON,
    # Reported.
    "glue": COMMON,
    # Recorded: 4 messages, none of which shows a value or the values of an enum. Reported: the sentence.
    "iam": CommonFamily(
        recorded_kinds=KINDS,
        shows_values=False,
        lists_enums=False,
        sentences=(
            Sentence(
                PATTERN + r"[\w+=,.@-]+",
                "The specified value for {member} is invalid. It must contain only alphanumeric characters "
                "and/or the following: +=,.@_-",
            ),
        ),
    ),
    # Reported.
    "kinesis": COMMON,
    # Recorded: 5 messages.
    "kms": COMMON,
    # Recorded: 36 messages.
    "lambda": CommonFamily(recorded_kinds=KINDS, null_items=True),
    # Recorded: 4 messages, and the sentence. Operations that name ValidationException answer with it.
    "logs": CommonFamily(
        codes=("ValidationException", "InvalidParameterException"),
        sentences=(
            Sentence(
                "Member must have length less than or equal to 512",
                "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
                frozenset({"logGroupName", "logStreamName"}),
            ),
        ),
    ),
    # Reported.
    "opensearch": COMMON,
    # Reported, of the path; documents are checked against an XML schema, which answers otherwise.
    "route53": CommonFamily(codes=("InvalidInput",), checks_bodies=False),
    # Reported.
    "scheduler": COMMON,
    # Reported.
    "secretsmanager": COMMON,
    # Reported.
    "servicediscovery": CommonFamily(codes=("InvalidInput",)),
    # Recorded: 4 messages.
    "sns": COMMON,
    # Reported.
    "ssm": COMMON,
    # Recorded: 26 messages.
    "stepfunctions": COMMON,
    # Recorded: 1 message.
    "sts": WITH_PATTERNS,
    # Reported.
    "swf": COMMON,
    # Recorded: 1 message.
    "transcribe": CommonFamily(codes=("BadRequestException",)),
}

# Reported: `The parameter Namespace is required.`; recorded of these operations: `MetricData.member.1.Value` as
# the name of a member.
_METRICS = ParameterFamily()

OPERATIONS: dict[tuple[str, str], Family] = {
    ("cloudwatch", "GetMetricStatistics"): _METRICS,
    ("cloudwatch", "PutMetricData"): _METRICS,
}


def family_of(service: str, operation: str) -> Family | None:
    """Give the family of an operation, or `None` when nothing is known of its service."""
    return OPERATIONS.get((service, operation)) or FAMILIES.get(service)
