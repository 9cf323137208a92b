"""Deployment, configuration, monitoring, tags, support."""

from __future__ import annotations

import json
import time
from typing import Any

from .cycle import Aws, Cycle

TEMPLATE = json.dumps(
    {
        "Resources": {"Orders": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "orders"}}},
        "Outputs": {"Topic": {"Value": {"Ref": "Orders"}}},
    }
)
TRACE_ID = "1-63b5e6c8-000000000000000000000001"


def create_stack(aws: Aws) -> str:
    aws("cloudformation").create_stack(StackName="shop", TemplateBody=TEMPLATE)
    return "shop"


def stack_output_is_a_topic(aws: Aws, name: str) -> bool:
    stack = aws("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    topics = [topic["TopicArn"] for topic in aws("sns").list_topics()["Topics"]]
    return stack["Outputs"][0]["OutputValue"] in topics


def stacks(aws: Aws) -> list[str]:
    return [stack["StackName"] for stack in aws("cloudformation").describe_stacks()["Stacks"]]


def create_trail(aws: Aws) -> str:
    aws("s3").create_bucket(Bucket="audit-of-the-shop")
    aws("cloudtrail").create_trail(Name="audit", S3BucketName="audit-of-the-shop")
    return "audit"


def create_alarm(aws: Aws) -> str:
    aws("cloudwatch").put_metric_alarm(
        AlarmName="errors",
        MetricName="Errors",
        Namespace="Shop",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=2,
        Threshold=5,
        ComparisonOperator="GreaterThanThreshold",
    )
    return "errors"


def create_recorder(aws: Aws) -> str:
    role = "arn:aws:iam::000000000000:role/recorder"
    aws("config").put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    return "default"


def create_log_stream_with_an_event(aws: Aws) -> str:
    aws("logs").create_log_group(logGroupName="/shop")
    aws("logs").create_log_stream(logGroupName="/shop", logStreamName="web")
    event = {"timestamp": int(time.time() * 1000), "message": "order placed"}
    aws("logs").put_log_events(logGroupName="/shop", logStreamName="web", logEvents=[event])
    return "/shop"


def create_group(aws: Aws) -> str:
    query = {
        "ResourceTypeFilters": ["AWS::AllSupported"],
        "TagFilters": [{"Key": "team", "Values": ["sales"]}],
    }
    aws("resource-groups").create_group(
        Name="sales",
        Description="Of the sales team",
        ResourceQuery={"Type": "TAG_FILTERS_1_0", "Query": json.dumps(query)},
    )
    return "sales"


def tag_a_topic(aws: Aws) -> str:
    arn = str(aws("sns").create_topic(Name="orders")["TopicArn"])
    aws("resourcegroupstaggingapi").tag_resources(ResourceARNList=[arn], Tags={"team": "sales"})
    return arn


def tagged_topics(aws: Aws) -> dict[str, Any]:
    answer = aws("resourcegroupstaggingapi").get_resources(
        ResourceTypeFilters=["sns"], TagFilters=[{"Key": "team"}]
    )
    return {found["ResourceARN"]: found["Tags"] for found in answer["ResourceTagMappingList"]}


def create_parameter(aws: Aws) -> str:
    aws("ssm").put_parameter(Name="/shop/currency", Value="EUR", Type="String")
    return "/shop/currency"


def create_case(aws: Aws) -> str:
    case = aws("support").create_case(subject="Help", communicationBody="Nothing works", severityCode="low")
    return str(case["caseId"])


def put_trace(aws: Aws) -> str:
    now = time.time()
    segment = {"name": "shop", "id": "70de5b6f19ff9a0a", "trace_id": TRACE_ID}
    aws("xray").put_trace_segments(
        TraceSegmentDocuments=[json.dumps(segment | {"start_time": now - 2, "end_time": now - 1})]
    )
    return TRACE_ID


def traces(aws: Aws) -> dict[str, Any]:
    now = time.time()
    summaries = aws("xray").get_trace_summaries(StartTime=now - 60, EndTime=now)["TraceSummaries"]
    return {trace["Id"]: trace for trace in summaries}


CYCLES = [
    Cycle(
        "cloudformation",
        "stack",
        create=create_stack,
        read=stack_output_is_a_topic,
        expected=True,
        listed=stacks,
        delete=lambda aws, name: aws("cloudformation").delete_stack(StackName=name),
    ),
    Cycle(
        "cloudtrail",
        "trail",
        create=create_trail,
        read=lambda aws, name: aws("cloudtrail").get_trail(Name=name)["Trail"]["S3BucketName"],
        expected="audit-of-the-shop",
        listed=lambda aws: [trail["Name"] for trail in aws("cloudtrail").list_trails()["Trails"]],
        delete=lambda aws, name: aws("cloudtrail").delete_trail(Name=name),
    ),
    Cycle(
        "cloudwatch",
        "alarm",
        create=create_alarm,
        read=lambda aws, name: aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0][
            "Threshold"
        ],
        expected=5.0,
        listed=lambda aws: [
            alarm["AlarmName"] for alarm in aws("cloudwatch").describe_alarms()["MetricAlarms"]
        ],
        delete=lambda aws, name: aws("cloudwatch").delete_alarms(AlarmNames=[name]),
    ),
    Cycle(
        "config",
        "recorder",
        create=create_recorder,
        read=lambda aws, name: aws("config").describe_configuration_recorders(
            ConfigurationRecorderNames=[name]
        )["ConfigurationRecorders"][0]["roleARN"],
        expected="arn:aws:iam::000000000000:role/recorder",
        listed=lambda aws: [
            recorder["name"]
            for recorder in aws("config").describe_configuration_recorders()["ConfigurationRecorders"]
        ],
        delete=lambda aws, name: aws("config").delete_configuration_recorder(ConfigurationRecorderName=name),
    ),
    Cycle(
        "logs",
        "log group",
        create=create_log_stream_with_an_event,
        read=lambda aws, name: [
            event["message"]
            for event in aws("logs").get_log_events(logGroupName=name, logStreamName="web")["events"]
        ],
        expected=["order placed"],
        listed=lambda aws: [
            group["logGroupName"] for group in aws("logs").describe_log_groups()["logGroups"]
        ],
        delete=lambda aws, name: aws("logs").delete_log_group(logGroupName=name),
    ),
    Cycle(
        "resource-groups",
        "group",
        create=create_group,
        read=lambda aws, name: aws("resource-groups").get_group(GroupName=name)["Group"]["Description"],
        expected="Of the sales team",
        listed=lambda aws: [
            group["GroupName"] for group in aws("resource-groups").list_groups()["GroupIdentifiers"]
        ],
        delete=lambda aws, name: aws("resource-groups").delete_group(Group=name),
    ),
    Cycle(
        "resourcegroupstaggingapi",
        "tag",
        create=tag_a_topic,
        read=lambda aws, arn: tagged_topics(aws)[arn],
        expected=[{"Key": "team", "Value": "sales"}],
        listed=tagged_topics,
        delete=lambda aws, arn: aws("resourcegroupstaggingapi").untag_resources(
            ResourceARNList=[arn], TagKeys=["team"]
        ),
    ),
    Cycle(
        "ssm",
        "parameter",
        create=create_parameter,
        read=lambda aws, name: aws("ssm").get_parameter(Name=name)["Parameter"]["Value"],
        expected="EUR",
        listed=lambda aws: [
            parameter["Name"] for parameter in aws("ssm").get_parameters_by_path(Path="/shop")["Parameters"]
        ],
        delete=lambda aws, name: aws("ssm").delete_parameter(Name=name),
    ),
    Cycle(
        "support",
        "case",
        create=create_case,
        read=lambda aws, key: aws("support").describe_cases(caseIdList=[key])["cases"][0]["subject"],
        expected="Help",
        listed=lambda aws: [case["caseId"] for case in aws("support").describe_cases()["cases"]],
        # Cases are never deleted; and moto's walk through all statuses, one at each look.
        delete=None,
    ),
    Cycle(
        "xray",
        "trace",
        create=put_trace,
        read=lambda aws, key: traces(aws)[key]["Duration"],
        expected=1.0,
        listed=traces,
        # Traces cannot be deleted.
        delete=None,
    ),
]
