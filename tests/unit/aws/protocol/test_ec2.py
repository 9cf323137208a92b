"""ec2: names and lists of requests, results without a wrapper, the error document."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.wire import Headers, Request
from tests.unit.aws.botocore_client import parse as read_as_client

REQUEST_ID = "b25f48e8-84fd-11e6-80d9-574e0c4664cb"
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def parse(operation: str, body: bytes) -> dict[str, Any]:
    request = Request("POST", "/", Headers(), Body(body))
    return spec.load("ec2").operation(operation).compiled("ec2").parse(request, {})


def test_lists_are_flat_and_names_capitalised() -> None:
    form = {
        "Action": "DescribeInstances",
        "InstanceId.2": "i-2",
        "InstanceId.1": "i-1",
        "Filter.1.Name": "vpc-id",
        "Filter.1.Value.1": "vpc-1",
        "Filter.1.Value.2": "vpc-2",
        "DryRun": "true",
        "MaxResults": "5",
    }

    parameters = parse("DescribeInstances", urlencode(form).encode())

    assert parameters == {
        "InstanceIds": ["i-1", "i-2"],
        "Filters": [{"Name": "vpc-id", "Values": ["vpc-1", "vpc-2"]}],
        "DryRun": True,
        "MaxResults": 5,
    }


def test_a_result_has_the_request_id_first_and_no_wrapper() -> None:
    operation = spec.load("ec2").operation("CreateVolume")
    result = {"VolumeId": "vol-1", "CreateTime": 1_700_000_000, "Tags": [{"Key": "a&b", "Value": ""}]}

    response = operation.compiled("ec2").serialize(result, REQUEST_ID)

    assert response.body.read().decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<CreateVolumeResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
        f"<requestId>{REQUEST_ID}</requestId>"
        "<tagSet><item><key>a&amp;b</key><value></value></item></tagSet><volumeId>vol-1</volumeId>"
        "<createTime>2023-11-14T22:13:20.000Z</createTime></CreateVolumeResponse>"
    )
    assert response.header("content-type") == "text/xml;charset=UTF-8"


@pytest.mark.parametrize("known", [True, False], ids=["operation", "no operation"])
def test_code_message_status_and_request_id_of_an_error_reach_the_client(known: bool) -> None:
    operation = spec.load("ec2").operation("DescribeInstances")
    error = CommonServiceException("InvalidInstanceID.NotFound", "The instance ID '<i-1>' does not exist")

    response = operation.codec("ec2").error(error, operation if known else None, REQUEST_ID)

    parsed = read_as_client(response, None, "ec2")
    assert parsed["Error"] == {"Code": error.code, "Message": error.message}
    assert parsed["ResponseMetadata"]["RequestId"] == REQUEST_ID
    assert response.status == 400


@pytest.mark.parametrize(
    "body",
    [b"MaxResults=x", b"Filter=x", b"Filter.x.Name=a", b"Filter.1=a", b"Filter.1.Value.1.x=a", b"\xff=1"],
    ids=repr,
)
def test_forms_that_do_not_fit_are_refused(body: bytes) -> None:
    with pytest.raises(ServiceException) as raised:
        parse("DescribeInstances", body)

    assert (raised.value.code, raised.value.status_code) == ("MalformedInput", 400)


@FUZZ
@given(data=st.data())
def test_any_form_is_parsed_or_refused(data: st.DataObject) -> None:
    part = st.sampled_from(["1", "2", "0", "-1", "x", "Name", "Value", "Ebs", "item", ""])
    name = st.sampled_from(["Filter", "BlockDeviceMapping", "MaxCount", "NetworkInterface", "UserData"])
    field = st.tuples(name, st.lists(part, max_size=4)).map(lambda item: ".".join([item[0], *item[1]]))
    form = data.draw(st.dictionaries(field, st.sampled_from(["", "1", "true", "x", "\x00"]), max_size=6))

    with suppress(ServiceException):
        parameters = parse("RunInstances", urlencode(form).encode())

        assert len(parameters) <= len(form)
