"""The stubs of a service's API: how its members are typed."""

from __future__ import annotations

import pytest

from localstack.aws import spec
from localstack.aws.api.generate import structure


@pytest.mark.parametrize(
    ("service", "shape", "line"),
    [
        (
            "s3",
            "SelectObjectContentOutput",
            '"Payload": NotRequired[Iterator["SelectObjectContentEventStream"]]',
        ),
        ("qbusiness", "ChatInput", '"inputStream": NotRequired[Iterator["ChatInputStream"]]'),
        ("s3", "RecordsEvent", '"Payload": NotRequired[bytes]'),
        ("s3", "GetObjectOutput", '"Body": NotRequired[Body]'),
    ],
    ids=["events out", "events in", "payload of an event", "streamed blob"],
)
def test_a_member_is_typed_by_what_a_provider_is_given_or_gives(service: str, shape: str, line: str) -> None:
    assert f"    {line},\n" in structure(spec.load(service).model.shape_for(shape))
