"""The services that run on the long tail, and where moto keeps each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LongTailService:
    """One service as moto knows it.

    :ivar host: the first part of its host name: `monitoring` of `monitoring.eu-west-1.amazonaws.com`.
    :ivar package: the package below `moto` that answers it.
    :ivar backends: the names of the backends that hold its state, its own first; a reset resets all.
    """

    host: str
    package: str
    backends: tuple[str, ...]


def _service(name: str, host: str = "", package: str = "", shares: tuple[str, ...] = ()) -> LongTailService:
    return LongTailService(host or name, package or name.replace("-", ""), (name, *shares))


# A service shares a backend when its own state is only a view of the other's (streams of DynamoDB tables)
# or when moto answers it from there (Elasticsearch domains are kept with the OpenSearch ones).
SERVICES: dict[str, LongTailService] = {
    "acm": _service("acm"),
    "apigateway": _service("apigateway"),
    "application-autoscaling": _service("application-autoscaling"),
    "athena": _service("athena"),
    "autoscaling": _service("autoscaling"),
    "batch": _service("batch"),
    "cloudformation": _service("cloudformation"),
    "cloudtrail": _service("cloudtrail"),
    "cloudwatch": _service("cloudwatch", host="monitoring"),
    "cognito-identity": _service("cognito-identity"),
    "cognito-idp": _service("cognito-idp"),
    "config": _service("config"),
    "dynamodb": _service("dynamodb", shares=("dynamodbstreams",)),
    "dynamodbstreams": _service("dynamodbstreams", host="streams.dynamodb", shares=("dynamodb",)),
    "ec2": _service("ec2"),
    "ecr": _service("ecr", host="api.ecr"),
    "ecs": _service("ecs"),
    "efs": _service("efs", host="elasticfilesystem"),
    "eks": _service("eks"),
    "elasticache": _service("elasticache"),
    "elbv2": _service("elbv2", host="elasticloadbalancing"),
    "emr": _service("emr", host="elasticmapreduce"),
    "es": _service("es", shares=("opensearch",)),
    "events": _service("events"),
    "firehose": _service("firehose"),
    "glue": _service("glue"),
    "iam": _service("iam"),
    "iot": _service("iot"),
    "kinesis": _service("kinesis"),
    "kms": _service("kms"),
    "lambda": _service("lambda", package="awslambda"),
    "logs": _service("logs"),
    "mq": _service("mq"),
    "opensearch": _service("opensearch", host="es"),
    "organizations": _service("organizations"),
    "rds": _service("rds"),
    "redshift": _service("redshift"),
    "resource-groups": _service("resource-groups"),
    "resourcegroupstaggingapi": _service("resourcegroupstaggingapi", host="tagging"),
    "route53": _service("route53"),
    "route53resolver": _service("route53resolver"),
    "s3control": _service("s3control", host="{account}.s3-control"),
    "scheduler": _service("scheduler"),
    "secretsmanager": _service("secretsmanager"),
    "servicediscovery": _service("servicediscovery"),
    "ses": _service("ses", host="email"),
    "sesv2": _service("sesv2", host="email", shares=("ses",)),
    "sns": _service("sns"),
    "ssm": _service("ssm"),
    "stepfunctions": _service("stepfunctions", host="states"),
    "support": _service("support"),
    "swf": _service("swf"),
    "transcribe": _service("transcribe"),
    "wafv2": _service("wafv2"),
    "xray": _service("xray"),
}
