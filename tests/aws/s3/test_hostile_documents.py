"""Documents that are none, or more than they seem: each is answered with an error of S3's, soon and in no space."""

from __future__ import annotations

import base64
import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from localstack.aws import spec
from tests.aws.s3.raw import Server

pytestmark = pytest.mark.aws_only_localstack

XML = '<?xml version="1.0" encoding="UTF-8"?>'
NOT_EMULATED = 501
# What one document may cost, a hundred times what it costs.
SECONDS, BYTES = 2.0, 64 * 1024**2
ATTRIBUTES = " ".join(f'a{number}=""' for number in range(50_000))
LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
BOMBS: dict[str, Callable[[str], bytes]] = {
    "no XML": lambda root: b"{}",
    "cut off": lambda root: f"{XML}<{root}>".encode(),
    "another root": lambda root: b"<Other/>",
    "two roots": lambda root: f"<{root}/><{root}/>".encode(),
    "laughs": lambda root: f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><{root}>&l9;</{root}>'.encode(),
    "a file": lambda root: (
        f'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><{root}>&e;</{root}>'.encode()
    ),
    "a parameter": lambda root: (
        f'<!DOCTYPE r [<!ENTITY % e SYSTEM "http://127.0.0.1:1/">%e;]><{root}/>'.encode()
    ),
    "a type elsewhere": lambda root: f'<!DOCTYPE {root} SYSTEM "http://127.0.0.1:1/x.dtd"><{root}/>'.encode(),
    "an entity nobody knows": lambda root: f"<{root}>&unknown;</{root}>".encode(),
    "UTF-16": lambda root: f'<?xml version="1.0" encoding="UTF-16"?><{root}/>'.encode("utf-16"),
    "UTF-16 with a type": lambda root: f"<!DOCTYPE r [{LAUGHS}]><{root}/>".encode("utf-16-le"),
    "EBCDIC": lambda root: f'<?xml version="1.0" encoding="cp037"?><{root}/>'.encode("cp037"),
    "an encoding that is none": lambda root: f'<?xml version="1.0" encoding="hex"?><{root}/>'.encode(),
    "Latin-1 as UTF-8": lambda root: f"{XML}<{root}>\xe9</{root}>".encode("latin-1"),
    "NUL": lambda root: f"<{root}>\0</{root}>".encode(),
    "a control character": lambda root: f"<{root}>&#1;</{root}>".encode(),
    "half a surrogate pair": lambda root: f"<{root}>&#xD800;</{root}>".encode(),
    "an attribute twice": lambda root: f'<{root} a="" a=""/>'.encode(),
    "deep": lambda root: f"<{root}>{'<a>' * 100_000}".encode(),
    "a long attribute": lambda root: f'<{root} a="{"x" * 2_000_000}">'.encode(),
    "many attributes": lambda root: f"<{root} {ATTRIBUTES}>".encode(),
}


def documents() -> dict[str, tuple[str, str]]:
    """Give the operations that take a document: their request lines and root elements."""
    found = {}
    model = spec.load("s3").model
    for name in model.operation_names:
        operation = model.operation_model(name)
        shape = operation.input_shape
        payload = shape.serialization.get("payload") if shape is not None else None
        if shape is None or not payload or shape.members[payload].type_name != "structure":
            continue
        member = shape.members[payload]
        target = operation.http["requestUri"].replace("{Key+}", "key")
        for required in shape.required_members:
            where = shape.members[required].serialization
            if where.get("location") == "querystring":
                target += f"{'&' if '?' in target else '?'}{where['name']}=id"
        found[name] = (f"{operation.http['method']} {target}", member.serialization.get("name", member.name))
    return found


DOCUMENTS = documents()


@pytest.fixture
def server(aws_client: Any) -> Server:
    return Server(aws_client.s3.meta.endpoint_url)


@pytest.mark.parametrize("operation", DOCUMENTS)
def test_a_document_that_is_none_is_malformed(
    server: Server, aws_client: Any, s3_bucket: str, operation: str
) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"content")
    line, root = DOCUMENTS[operation]
    line = line.replace("{Bucket}", s3_bucket)

    if server.ask(line, body=b"{}").status == NOT_EMULATED:
        return

    answers = {name: server.ask(line, body=write(root)) for name, write in BOMBS.items()}

    refused = {name: (answer.status, answer.code) for name, answer in answers.items()}
    assert set(refused.values()) == {(400, "MalformedXML")}, refused


@pytest.mark.parametrize("bomb", ["laughs", "deep", "a long attribute", "many attributes"])
def test_it_costs_neither_time_nor_space(server: Server, s3_bucket: str, bomb: str) -> None:
    body = BOMBS[bomb]("Tagging")
    server.ask(f"PUT /{s3_bucket}?tagging", body=body)
    tracemalloc.start()
    started = time.process_time()

    server.ask(f"PUT /{s3_bucket}?tagging", body=body)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - started < SECONDS
    assert peak < BYTES


@pytest.mark.parametrize(
    ("length", "chunk", "count"),
    [
        (f"Content-Length: {100 * 1024**2}", b"", 0),
        ("Transfer-Encoding: chunked", b"10000\r\n" + b" " * 65536 + b"\r\n", 257),
    ],
    ids=["counted", "chunked"],
)
def test_one_that_is_too_large_is_not_taken(
    server: Server, s3_bucket: str, length: str, chunk: bytes, count: int
) -> None:
    answer = server.ask(f"PUT /{s3_bucket}?tagging", length, body=chunk * count, counted=False, leaves=True)

    assert answer.status == 400
    assert answer.error == {"Code": "MaxMessageLengthExceeded", "Message": "Your request was too large."}


@pytest.mark.parametrize(
    "policy",
    ["[" * 100_000, '{"a":' * 100_000, f'{{"Version":{"9" * 5000}}}', "\ud800"],
    ids=["lists", "objects", "number", "surrogate"],
)
def test_a_policy_that_is_none_is_malformed(server: Server, s3_bucket: str, policy: str) -> None:
    answer = server.ask(f"PUT /{s3_bucket}?policy", body=policy.encode("utf-8", "surrogatepass"))

    assert (answer.status, answer.code) == (400, "MalformedPolicy")


@pytest.mark.parametrize(
    "policy",
    ["[" * 10_000, json.dumps({"expiration": 1, "conditions": []}), "\ud800"],
    ids=["lists", "number", "surrogate"],
)
def test_so_is_the_policy_of_a_form(server: Server, s3_bucket: str, policy: str) -> None:
    written = base64.b64encode(policy.encode("utf-8", "surrogatepass")).decode()
    fields = {"key": "key", "AWSAccessKeyId": "test", "Signature": "", "policy": written, "file": "content"}
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )

    answer = server.ask(
        f"POST /{s3_bucket}",
        "Content-Type: multipart/form-data; boundary=x",
        body=f"{body}--x--\r\n".encode(),
    )

    assert answer.code in (
        "InvalidPolicyDocument",
        "SignatureDoesNotMatch",
        "MaxPostPreDataLengthExceededError",
    )


def test_tags_without_a_set_are_none(server: Server, aws_client: Any, s3_bucket: str) -> None:
    # Recorded: test_s3_api.snapshot.json, test_put_object_tagging_none_value.
    at = {"Bucket": s3_bucket, "Key": "key"}
    aws_client.s3.put_object(**at, Tagging="a=b")

    assert server.ask(f"PUT /{s3_bucket}/key?tagging", body=b"<Tagging/>").status == 200
    assert aws_client.s3.get_object_tagging(**at)["TagSet"] == []
