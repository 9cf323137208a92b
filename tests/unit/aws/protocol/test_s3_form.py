"""Forms that upload to S3 are taken apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from localstack.aws.body import Body
from localstack.aws.protocol.s3 import bucket_of_form
from localstack.aws.protocol.s3_form import MAX_FIELDS, FormError, take_apart
from localstack.aws.wire import Headers, Request

TYPE = "multipart/form-data; boundary=line"
Part = tuple[str, bytes]


def form(*parts: Part, end: bytes = b"--line--\r\n", content_type: str = TYPE, step: int = 7) -> Request:
    """Give a request with a form that comes in small pieces."""
    content = b"".join(
        b'--line\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in parts
    )
    content += end

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(content), step):
            yield content[start : start + step]

    headers = Headers([("Content-Type", content_type), ("Content-Length", str(len(content)))])
    return Request("POST", "/bucket", headers, Body(chunks()))


def test_fields_become_headers_and_the_file_the_body() -> None:
    request = form(
        ("Key", b"user/${filename}"),
        ("acl", b"private"),
        ("x-amz-meta-Color", "blé".encode()),
        ("Content-Type", b"text/plain"),
        ("tagging", b"<Tagging><TagSet><Tag><Key>a b</Key><Value>1&amp;2</Value></Tag></TagSet></Tagging>"),
        ('file"; filename="C:\\\\pictures/cat.png', b"\x00meow\r\n--lin"),
        ("ignored", b"x"),
    )

    key = take_apart(request)

    headers = request.headers
    assert key == "user/cat.png"
    assert request.body.read() == b"\x00meow\r\n--lin"
    assert (headers.get("x-amz-acl"), headers.get("content-type")) == ("private", "text/plain")
    assert headers.get("x-amz-meta-color").encode("latin-1").decode() == "blé"
    assert headers.get("x-amz-tagging") == "a+b=1%262"
    assert "content-length" not in headers
    assert request.form is not None
    assert "ignored" not in request.form


def test_headers_of_the_request_are_not_the_objects() -> None:
    request = form(("key", b"k"), ("file", b"content"))
    request.headers.set("x-amz-acl", "public-read")

    take_apart(request)

    assert "x-amz-acl" not in request.headers
    assert "content-type" not in request.headers


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (form(("key", b"k"), ("file", b"")), ""),
        (form(("key", b"k"), ("file", b""), content_type="text/plain"), "PreconditionFailed"),
        (form(("key", b"k"), ("file", b""), content_type="multipart/form-data"), "PreconditionFailed"),
        (form(("acl", b"k"), ("file", b"")), "InvalidArgument"),
        (form(("file", b""), ("key", b"k")), "InvalidArgument"),
        (form(("key", b"k")), "InvalidArgument"),
        (form(("key", b"k"), end=b""), "MalformedPOSTRequest"),
        (form(end=b"nothing"), "MalformedPOSTRequest"),
        (form(("key", b"k" * MAX_FIELDS), ("file", b"")), "MaxPostPreDataLengthExceededError"),
        (form(("key", b"k"), ("tagging", b"<Tag"), ("file", b"")), "MalformedXML"),
        (form(("key", b"k"), ("tagging", b"<Tags/>"), ("file", b"")), "MalformedXML"),
        (form(("key", b"k"), ("tagging", b"<!DOCTYPE t><Tagging/>"), ("file", b"")), "MalformedXML"),
        (
            form(("key", b"k"), ("tagging", b"<Tagging><TagSet><Tag/></TagSet></Tagging>"), ("file", b"")),
            "MalformedXML",
        ),
    ],
    ids=[
        "empty file", "no form", "no boundary", "no key", "key too late", "no file", "cut off", "no parts",
        "large fields", "no XML", "other XML", "entities", "no tag",
    ],
)  # fmt: skip
def test_what_is_no_upload_is_refused(request_: Request, code: str) -> None:
    if not code:
        assert take_apart(request_) == "k"
        return
    with pytest.raises(FormError) as refused:
        take_apart(request_)
    assert refused.value.code == code


def test_a_file_that_is_cut_off_ends_its_reader_with_an_error() -> None:
    request = form(("key", b"k"), ("file", b"content"), end=b"")
    take_apart(request)

    with pytest.raises(FormError, match="not well-formed"):
        request.body.read()


@pytest.mark.parametrize(
    ("method", "target", "bucket"),
    [("POST", "/a.b", "a.b"), ("POST", "/b/", "b"), ("POST", "/b/k", ""), ("POST", "/b?delete", ""),
     ("PUT", "/b", "")],
)  # fmt: skip
def test_a_form_is_sent_to_a_bucket(method: str, target: str, bucket: str) -> None:
    assert bucket_of_form(Request(method, target, Headers(), Body())) == bucket
