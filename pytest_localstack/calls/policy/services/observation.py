"""Amazon CloudWatch and its logs.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
"""

from __future__ import annotations

from pytest_localstack.calls.policy.rules import Parameters, Rules, grant, named, names

_GROUP = "arn:{partition}:logs:{region}:{account}:log-group:"
_CLOUDWATCH = "arn:{partition}:cloudwatch:{region}:{account}:"


def _derive_group(parameters: Parameters) -> Parameters:
    """Add the name of a log group that may be given by its ARN."""
    given = str(parameters.get("logGroupName") or parameters.get("logGroupIdentifier") or "")
    listed = [*(parameters.get("logGroupNames") or ()), *(parameters.get("logGroupIdentifiers") or ())]
    groups = [str(name).partition(":log-group:")[2] or str(name) for name in (given, *listed) if name]
    return {**parameters, "groups": [name.removesuffix(":*") for name in groups]}


RULES = {
    "logs": Rules(
        prefix="logs",
        # Actions on log groups are written with the `:*` that stands for their streams; tagging is without.
        resources={"group": f"{_GROUP}{{groups}}:*", "tagged": "{resourceArn}"},
        grants={
            **named(
                "logs",
                f"{_GROUP}{{groups}}:log-stream:{{logStreamName}}",
                "DeleteLogStream GetLogEvents PutLogEvents",
            ),
        },
        unscoped=names(
            """
            CancelExportTask DeleteAccountPolicy DeleteIndexPolicy DeleteQueryDefinition DeleteResourcePolicy
            DescribeAccountPolicies DescribeDeliveries DescribeDeliveryDestinations DescribeDeliverySources
            DescribeDestinations DescribeExportTasks DescribeFieldIndexes DescribeIndexPolicies DescribeLogGroups
            DescribeQueries DescribeQueryDefinitions DescribeResourcePolicies GetLogFields GetQueryResults
            ListIntegrations ListLogGroups ListLogGroupsForQuery ListScheduledQueries PutAccountPolicy
            PutIndexPolicy PutQueryDefinition PutResourcePolicy StopQuery TestMetricFilter TestTransformer
            """
        ),
        derive=_derive_group,
    ),
    "cloudwatch": Rules(
        prefix="cloudwatch",
        resources={
            "alarm": f"{_CLOUDWATCH}alarm:{{AlarmName}}",
            "alarms": f"{_CLOUDWATCH}alarm:{{AlarmNames}}",
            "dashboard": "arn:{partition}:cloudwatch::{account}:dashboard/{DashboardName}",
            "dashboards": "arn:{partition}:cloudwatch::{account}:dashboard/{DashboardNames}",
            "tagged": "{ResourceARN}",
        },
        grants={
            "DescribeAlarms": (
                grant("cloudwatch:DescribeAlarms", "alarms", "AlarmNames"),
                grant("cloudwatch:DescribeAlarms", f"{_CLOUDWATCH}alarm:*", "!AlarmNames"),
            ),
        },
        unscoped=names(
            """
            DeleteAnomalyDetector DescribeAlarmsForMetric DescribeAnomalyDetectors DescribeInsightRules
            GetMetricData GetMetricStatistics GetMetricWidgetImage ListDashboards ListManagedInsightRules
            ListMetricStreams ListMetrics PutAnomalyDetector PutManagedInsightRules PutMetricData
            """
        ),
    ),
}
