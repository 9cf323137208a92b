"""Amazon Kinesis Data Streams and Firehose.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisfirehose.html
"""

from __future__ import annotations

from pytest_localstack.calls.policy.rules import Rules, grant, names

_STREAMS = "arn:{partition}:kinesis:{region}:{account}:stream/"

RULES = {
    "kinesis": Rules(
        prefix="kinesis",
        resources={
            "consumer": "{ConsumerARN}",
            "given": "{StreamARN}",
            "stream": f"{_STREAMS}{{StreamName}}",
            "tagged": "{ResourceARN}",
        },
        grants={
            # A shard iterator and a token tell their stream only to AWS.
            "GetRecords": (
                grant("kinesis:GetRecords", "given", "StreamARN"),
                grant("kinesis:GetRecords", f"{_STREAMS}*", "!StreamARN"),
            ),
        },
        unscoped=names(
            """
            DescribeAccountSettings DescribeLimits DisableEnhancedMonitoring EnableEnhancedMonitoring ListStreams
            UpdateAccountSettings UpdateShardCount UpdateStreamMode
            """
        ),
    ),
    "firehose": Rules(
        prefix="firehose",
        resources={
            "stream": "arn:{partition}:firehose:{region}:{account}:deliverystream/{DeliveryStreamName}",
        },
        unscoped=names("ListDeliveryStreams"),
    ),
}
