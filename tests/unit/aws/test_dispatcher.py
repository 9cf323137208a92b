"""The way of a request: what is answered when it does not reach a provider."""

from __future__ import annotations

import pytest

from localstack.aws.body import Body
from localstack.aws.dispatcher import spoken_protocol
from localstack.aws.wire import Headers, Request

FORM = "application/x-www-form-urlencoded"
RPC = "smithy-rpc-v2-cbor"


@pytest.mark.parametrize(
    ("headers", "target", "protocols", "spoken"),
    [
        ({"X-Amz-Target": "T.Op"}, "/", ("json", "query"), "json"),
        ({"Smithy-Protocol": "rpc-v2-cbor"}, "/service/S/operation/O", ("json", RPC), RPC),
        ({"Content-Type": FORM}, "/", (RPC, "json", "query"), "query"),
        ({"Content-Type": FORM}, "/", ("ec2",), "ec2"),
        ({}, "/?Action=Nope", ("json", "query"), "query"),
        ({}, "/2015-03-31/functions", ("rest-json",), "rest-json"),
        ({}, "/", ("rest-xml",), "rest-xml"),
        ({}, "/000000000000/queue", ("json", "query"), "query"),
        ({}, "/", ("json",), "json"),
    ],
    ids=[
        "target",
        "smithy",
        "form",
        "form of EC2",
        "action in the URL",
        "REST JSON",
        "REST XML",
        "queue URL",
        "no sign",
    ],
)
def test_a_request_that_fits_nothing_is_answered_in_the_protocol_it_speaks(
    headers: dict[str, str], target: str, protocols: tuple[str, ...], spoken: str
) -> None:
    request = Request("POST", target, Headers(headers.items()), Body())

    assert spoken_protocol(request, protocols) == spoken
