"""Sets for functions, their gateways and state machines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pytest_localstack.snapshot.patterns import log_stream_name, present
from pytest_localstack.snapshot.transformers import KeyValueBasedTransformer, RegexTransformer, Transformer

from .arns import ArnSets

IP_ADDRESS = r"(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)"
TWO_IDS = re.compile(r".*/(?P<first>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[^:]*")


class ComputeSets(ArnSets):
    """Make the sets of Lambda, API Gateway and Step Functions."""

    @classmethod
    def lambda_api(cls) -> list[Transformer]:
        """Replace function names, code sizes, download locations and log stream names of AWS Lambda."""
        return [
            cls.key_value("FunctionName"),
            cls._placeholder("CodeSize", "<code-size>"),
            *cls._path_placeholders(
                {"$..Code.Location": "<location>", "$..Content.Location": "<layer-location>"}
            ),
            cls.resource_name(),
            KeyValueBasedTransformer(log_stream_name, "log-stream-name"),
        ]

    @classmethod
    def lambda_report_logs(cls) -> list[Transformer]:
        """Replace durations and the memory used in the REPORT lines of AWS Lambda's logs."""
        return [
            cls.regex(r"Duration: \d+(?:\.\d{2})? ms", "Duration: <duration> ms"),
            cls.regex(r"Used: \d+ MB", "Used: <memory> MB"),
        ]

    @classmethod
    def apigateway_api(cls) -> list[Transformer]:
        """Replace the ids and names of Amazon API Gateway's resources."""
        return cls._references("id", "name", "parentId", "rootResourceId")

    @classmethod
    def apigateway_proxy_event(cls) -> list[Transformer]:
        """Replace what differs between two runs in the events API Gateway sends to functions."""
        return [
            *cls._references("extendedRequestId", "resourceId", "sourceIp"),
            *cls._paths(
                {
                    "$..headers.X-Amz-Cf-Id": "cf-id",
                    "$..headers.CloudFront-Viewer-ASN": "cloudfront-asn",
                    "$..headers.CloudFront-Viewer-Country": "cloudfront-country",
                    "$..headers.Via": "via",
                    "$..headers.X-Amzn-Trace-Id": "trace-id",
                }
            ),
            *cls._path_placeholders({"$..requestContext.requestTime": "<request-time>"}),
            _anything_under("requestTimeEpoch", "<request-time-epoch>"),
            cls.regex(IP_ADDRESS, "<ip>"),
        ]

    @classmethod
    def apigateway_invocation_headers(cls) -> list[Transformer]:
        """Replace what differs between two runs in the headers of calls through API Gateway."""
        return [
            *cls._references("apigw-id", "Via"),
            cls._placeholder("Date", "<Date>"),
            cls._placeholder("x-amz-apigw-id", "<x-amz-apigw-id>"),
            cls._placeholder("x-amzn-Remapped-Date", "<x-amzn-Remapped-Date>"),
            cls._placeholder("X-Amzn-Trace-Id", "<X-Amzn-Trace-Id>"),
            *cls._references("X-Amzn-Apigateway-Api-Id", "X-Forwarded-For"),
            cls._placeholder("X-Forwarded-Port", "<X-Forwarded-Port>"),
            cls._placeholder("X-Forwarded-Proto", "<X-Forwarded-Proto>"),
        ]

    @classmethod
    def apigatewayv2_jwt_authorizer_event(cls) -> list[Transformer]:
        """Replace the claims that differ between two runs in the events of a JWT authorizer."""
        claims = ("auth_time", "client_id", "exp", "iat", "jti", "sub")
        return cls._paths({f"$..claims.{claim}": f"claims-{claim.replace('_', '-')}" for claim in claims})

    @classmethod
    def apigatewayv2_lambda_proxy_event(cls) -> list[Transformer]:
        """Replace what differs between two runs in the events of an HTTP API's function."""
        headers = ("Host", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Amzn-Trace-Id")
        listed = (*headers, "authorization", "User-Agent")
        return [
            *cls._references("resourceId", "sourceIp"),
            *cls._paths(
                {
                    "$..requestContext.accountId": "account-id",
                    "$..requestContext.apiId": "api-id",
                    "$..requestContext.domainName": "domain-name",
                    "$..requestContext.domainPrefix": "domain-prefix",
                    "$..requestContext.extendedRequestId": "extended-request-id",
                    "$..requestContext.requestId": "request-id",
                }
            ),
            *cls._path_placeholders({"$..requestContext.requestTime": "<request-time>"}),
            _anything_under("requestTimeEpoch", "<request-time-epoch>"),
            cls.key_value("time"),
            _anything_under("timeEpoch", "<time-epoch>"),
            *cls._paths({f"$..multiValueHeaders.{name}[*]": name.lower() for name in listed}),
            cls.regex(r"python-requests/\d+\.\d+(?:\.\d+)?", "python-requests/x.x.x"),
        ]

    @classmethod
    def stepfunctions_api(cls) -> list[Transformer]:
        """Replace what SDK calls of AWS Step Functions answer with: dates, request and trace ids, checksums."""
        return cls._path_placeholders(
            {
                "$..SdkHttpMetadata..Date": "date",
                "$..SdkResponseMetadata..RequestId": "RequestId",
                "$..X-Amzn-Trace-Id": "X-Amzn-Trace-Id",
                "$..x-amz-crc32": "x-amz-crc32",
                "$..x-amzn-RequestId": "x-amzn-RequestId",
                "$..x-amzn-requestid": "x-amzn-requestid",
            }
        )

    @classmethod
    def sfn_sm_create_arn(cls, create_sm_res: Mapping[str, Any], index: int) -> RegexTransformer:
        """Replace the name of a created state machine.

        :param create_sm_res: the response of CreateStateMachine.
        :param index: tells the state machines of one test apart.
        """
        return cls._last_part(create_sm_res["stateMachineArn"], f"<ArnPart_{index}idx>")

    @classmethod
    def sfn_sm_exec_arn(cls, start_exec: Mapping[str, Any], index: int) -> RegexTransformer:
        """Replace the name of a started execution.

        :param start_exec: the response of StartExecution.
        """
        return cls._last_part(start_exec["executionArn"], f"<ExecArnPart_{index}idx>")

    @classmethod
    def sfn_sm_express_exec_arn(cls, start_exec: Mapping[str, Any], index: int) -> list[RegexTransformer]:
        """Replace the name and the id of a started execution of an express state machine.

        :param start_exec: the response of StartExecution.
        """
        return cls._last_two_parts(start_exec["executionArn"], f"ExpressExecArn_Part{{}}_{index}idx")

    @classmethod
    def sfn_sm_sync_exec_arn(cls, start_exec: Mapping[str, Any], index: int) -> list[RegexTransformer]:
        """Replace the name and the id of an execution that was waited for.

        :param start_exec: the response of StartSyncExecution.
        """
        return cls._last_two_parts(start_exec["executionArn"], f"SyncExecArn_Part{{}}_{index}idx")

    @classmethod
    def sfn_map_run_arn(cls, map_run_arn: str, index: int) -> list[RegexTransformer]:
        """Replace the ids at the end of a map run's ARN."""
        parts = [cls._last_part(map_run_arn, f"<MapRunArnPart1_{index}idx>")]
        if ids := TWO_IDS.fullmatch(map_run_arn):
            parts.append(cls.regex(ids["first"], f"<MapRunArnPart0_{index}idx>"))
        return parts

    @classmethod
    def _last_part(cls, arn: str, placeholder: str) -> RegexTransformer:
        return cls.regex(re.escape(arn.rpartition(":")[2]), placeholder)

    @classmethod
    def _last_two_parts(cls, arn: str, form: str) -> list[RegexTransformer]:
        parts = arn.split(":")[-2:]
        return [
            cls.regex(re.escape(part), f"<{form.format(number)}>")
            for number, part in enumerate(parts, start=1)
        ]


def _anything_under(key: str, placeholder: str) -> Transformer:
    return KeyValueBasedTransformer(present(key), placeholder, replace_reference=False)
