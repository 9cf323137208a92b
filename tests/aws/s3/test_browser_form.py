"""An upload from a form of a page, as a browser makes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.unit.snapshot.html.browser import EXECUTABLE, tab

pytestmark = pytest.mark.aws_only_localstack

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
NAME = "naïve file+1 %41.txt"
CONTENT = b"first\r\nsecond\n--not the boundary\r\n\0\xff"
SECONDS = 10


@pytest.fixture
def post(aws_client: Any, s3_bucket: str) -> Any:
    """What the server that makes the page signs: the file keeps its name, below a folder."""
    return aws_client.s3.generate_presigned_post(
        s3_bucket,
        "uploads/${filename}",
        Fields={"success_action_status": "201", "x-amz-meta-note": "grüße", "Content-Type": "text/plain"},
        Conditions=[
            ["starts-with", "$key", "uploads/"],
            {"success_action_status": "201"},
            {"x-amz-meta-note": "grüße"},
            ["starts-with", "$Content-Type", "text/"],
            ["content-length-range", 1, 1024],
        ],
    )


def form_of(fields: Mapping[str, str], name: str, content: bytes) -> bytes:
    """Write a form as Chromium does, with a button after the file."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    after = f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="submit"\r\n\r\nUpload\r\n--{BOUNDARY}--\r\n'
    return "".join(parts).encode() + content + after.encode()


def test_the_bytes_of_a_browser_s_form_are_an_object(aws_client: Any, s3_bucket: str, post: Any) -> None:
    origin = aws_client.s3.meta.endpoint_url
    request = Request(
        post["url"],
        form_of(post["fields"], NAME, CONTENT),
        {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Origin": origin},
        method="POST",
    )

    with urlopen(request, timeout=SECONDS) as answer:
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (201, origin)
        assert f"<Bucket>{s3_bucket}</Bucket>".encode() in answer.read()

    [item] = aws_client.s3.list_objects_v2(Bucket=s3_bucket)["Contents"]
    stored = aws_client.s3.get_object(Bucket=s3_bucket, Key=item["Key"])
    assert item["Key"] == f"uploads/{NAME}"
    assert stored["Body"].read() == CONTENT
    assert (stored["ContentType"], stored["Metadata"]["note"]) == (
        "text/plain",
        "=?UTF-8?Q?gr=C3=BC=C3=9Fe?=",
    )


@pytest.mark.skipif(EXECUTABLE is None, reason="no chromium on PATH")
def test_a_page_in_a_browser_uploads_a_file(
    aws_client: Any, s3_bucket: str, post: Any, tmp_path: Path
) -> None:
    inputs = "".join(
        f"<input type=hidden name='{name}' value='{value}'>" for name, value in post["fields"].items()
    )
    document = (
        "<!DOCTYPE html><meta charset=utf-8><form id=form method=post enctype=multipart/form-data "
        f"action='{post['url']}'>{inputs}<input id=file type=file name=file></form>"
    )
    page = {"Bucket": s3_bucket, "Key": "page.html"}
    aws_client.s3.put_object(**page, Body=document.encode(), ContentType="text/html")
    chosen = {"content": CONTENT.decode("latin-1"), "name": NAME}
    choose = f"""
        const chosen = {json.dumps(chosen)}, bytes = Uint8Array.from(chosen.content, c => c.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], chosen.name, {{type: "text/plain"}}));
        document.getElementById("file").files = transfer.files;
        document.getElementById("file").files.length
    """

    with tab(tmp_path / "profile") as browser:
        browser.visit(aws_client.s3.generate_presigned_url("get_object", page))
        assert browser.run(choose) == 1
        status = browser.run(
            'fetch(form.action, {method: "POST", body: new FormData(form)}).then(answer => answer.status)'
        )

    assert status == 201
    [item] = aws_client.s3.list_objects_v2(Bucket=s3_bucket, Prefix="uploads/")["Contents"]
    assert item["Key"] == f"uploads/{NAME}"
    assert aws_client.s3.get_object(Bucket=s3_bucket, Key=item["Key"])["Body"].read() == CONTENT
