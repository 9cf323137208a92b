"""Websites in buckets: their configuration, and what browsers get of them, beside recordings of AWS."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3StaticWebsiteHosting"
INDEX = {"IndexDocument": {"Suffix": "index.html"}}
WITH_ERROR = {**INDEX, "ErrorDocument": {"Key": "error.html"}}
TO_HOST = {"HostName": "example.com"}


class Page(NamedTuple):
    """What a browser gets."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def location(self) -> str | None:
        return self.headers.get("location")


Visit = Callable[..., Page]


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.regex(r"(?<=RequestId: )[^<]+(?=</li>)", "<request-id>"))
    snapshot.add_transformer(snapshot.transform.regex(r"(?<=HostId: )[^<]+(?=</li>)", "<host-id>"))
    snapshot.add_transformer(snapshot.transform.key_value("BucketName"))


@pytest.fixture
def visit(localstack: Any, s3_bucket: str) -> Visit:
    """Ask a website for a path: `visit("/a", "HEAD", host=…, If_None_Match=…)`."""
    address = urlsplit(localstack.url).netloc

    def ask(path: str = "/", method: str = "GET", host: str = "", **headers: str) -> Page:
        connection = http.client.HTTPConnection(address)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        site = host or f"{s3_bucket}.s3-website.localhost.localstack.cloud:4566"
        connection.request(method, path, headers={"Host": site, **names})
        answer = connection.getresponse()
        lower = {name.lower(): value for name, value in answer.getheaders()}
        page = Page(answer.status, lower, answer.read().decode())
        connection.close()
        return page

    return ask


@pytest.fixture
def site(aws_client: Any, s3_bucket: str) -> Callable[..., None]:
    """Make the bucket a website of objects that everybody may read and list: `site(configuration, index="…")`."""

    def make(configuration: Any = INDEX, *keys: str) -> None:
        s3 = aws_client.s3
        s3.delete_public_access_block(Bucket=s3_bucket)
        resource = f"arn:aws:s3:::{s3_bucket}"
        statements = [
            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{resource}/*"},
            {"Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": resource},
        ]
        s3.put_bucket_policy(Bucket=s3_bucket, Policy=json.dumps({"Statement": statements}))
        s3.put_bucket_website(Bucket=s3_bucket, WebsiteConfiguration=configuration)
        for key in keys:
            s3.put_object(Bucket=s3_bucket, Key=key, Body=key.encode(), ContentType="text/html")

    return make


def rules(*given: tuple[dict[str, str], dict[str, str]]) -> dict[str, Any]:
    made = [
        {"Redirect": redirect, **({"Condition": condition} if condition else {})}
        for condition, redirect in given
    ]
    return {**INDEX, "RoutingRules": made}


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_a_configuration_is_put_read_and_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3

    missing = refused(s3.get_bucket_website, Bucket=s3_bucket)
    nothing = s3.delete_bucket_website(Bucket=s3_bucket)
    put = s3.put_bucket_website(Bucket=s3_bucket, WebsiteConfiguration=INDEX)
    got = s3.get_bucket_website(Bucket=s3_bucket)
    s3.delete_bucket_website(Bucket=s3_bucket)

    assert refused(s3.get_bucket_website, Bucket=s3_bucket)["Error"] == missing["Error"]
    crud = f"{EVIDENCE}::test_crud_website_configuration"
    snapshot.match("missing", missing, aws_evidence=f"{crud}::get-no-such-website-config")
    snapshot.match("nothing deleted", nothing, aws_evidence=f"{crud}::del-no-such-website-config")
    snapshot.match("put", put, aws_evidence=f"{crud}::put-website-config")
    snapshot.match("got", got, aws_evidence=f"{crud}::get-website-config")


@pytest.mark.parametrize(
    ("number", "configuration"),
    [
        (0, {"IndexDocument": {"Suffix": "/index.html"}}),
        (1, {"IndexDocument": {"Suffix": ""}}),
        (2, {"RedirectAllRequestsTo": TO_HOST, **INDEX}),
        (3, {"ErrorDocument": {"Key": "error.html"}}),
        (4, rules(({}, {"Protocol": "ftp"}))),
        (5, rules(({}, {"ReplaceKeyWith": "a", "ReplaceKeyPrefixWith": "b"}))),
        (6, {**INDEX, "RoutingRules": [{"Redirect": TO_HOST, "Condition": {}}]}),
        (7, {**INDEX, "RoutingRules": []}),
    ],
    ids=["suffix", "no suffix", "both", "no index", "protocol", "both keys", "no condition", "no rules"],
)
def test_what_breaks_a_rule_is_refused(
    aws_client: Any, s3_bucket: str, snapshot: Any, number: int, configuration: dict[str, Any]
) -> None:
    error = refused(aws_client.s3.put_bucket_website, Bucket=s3_bucket, WebsiteConfiguration=configuration)

    case = f"test_validate_website_configuration::invalid-website-conf-{number}"
    snapshot.match("error", error, aws_evidence=f"{EVIDENCE}::{case}")


def test_redirects_are_checked_when_they_are_put(aws_client: Any, s3_bucket: str) -> None:
    s3 = aws_client.s3
    configuration = rules(({}, {"HttpRedirectCode": "314"}))

    code = refused(s3.put_bucket_website, Bucket=s3_bucket, WebsiteConfiguration=configuration)
    of_object = refused(
        s3.put_object, Bucket=s3_bucket, Key="key", WebsiteRedirectLocation="example.com/here"
    )

    assert code["Error"]["Code"] == "InvalidRequest"
    assert of_object["Error"]["Code"] == "InvalidRedirectLocation"


def test_where_there_is_no_website_a_page_says_so(visit: Visit, snapshot: Any) -> None:
    no_bucket = visit(host="no-such-bucket-of-anybody.s3-website.localhost")
    no_website, no_website_for_key = visit(), visit("/key")
    nobody = visit(host="s3-website.us-east-1.amazonaws.com")

    assert [page.status for page in (no_bucket, no_website, no_website_for_key)] == [404, 404, 404]
    assert no_website.headers["content-type"] == "text/html; charset=utf-8"
    assert (nobody.status, nobody.location) == (301, "https://aws.amazon.com/s3/")
    snapshot.add_transformer(snapshot.transform.regex(r"(?<=BucketName: )[^<]+(?=</li>)", "<bucket-name>"))
    case = f"{EVIDENCE}::test_website_hosting_no_such_website"
    snapshot.match("no bucket", no_bucket.text, aws_evidence=f"{case}::no-such-bucket")
    snapshot.match("no website", no_website.text, aws_evidence=f"{case}::no-such-website-config")
    snapshot.match("key", no_website_for_key.text, aws_evidence=f"{case}::no-such-website-config-key")


def test_only_reading_is_possible(site: Any, visit: Visit, snapshot: Any) -> None:
    site(INDEX, "index.html")

    pages = {method: visit(method=method) for method in ("POST", "PUT", "DELETE")}

    assert {page.status for page in pages.values()} == {405}
    case = f"{EVIDENCE}::test_website_hosting_http_methods"
    snapshot.match("post", {"content": pages["POST"].text}, aws_evidence=f"{case}::not-allowed-post")
    snapshot.match("delete", {"content": pages["DELETE"].text}, aws_evidence=f"{case}::not-allowed-delete")


@pytest.mark.parametrize(
    "host",
    [
        "{}.s3-website.localhost",
        "{}.s3-website.localhost.localstack.cloud:4566",
        "{}.s3-website-us-east-1.localhost.localstack.cloud:4566",
        "{}.s3-website.us-east-1.localhost:4566",
        "{}.s3-website-us-east-1.amazonaws.com",
    ],
)
def test_a_website_has_several_hosts(site: Any, s3_bucket: str, visit: Visit, host: str) -> None:
    site(INDEX, "index.html")

    assert visit(host=host.format(s3_bucket)).text == "index.html"


def test_a_website_is_in_its_bucket_s_region(site: Any, s3_bucket: str, visit: Visit) -> None:
    site(INDEX, "index.html")

    page = visit(host=f"{s3_bucket}.s3-website.eu-central-1.amazonaws.com")

    assert page.status == 400
    assert "<li>Code: IncorrectEndpoint</li>" in page.text
    assert f"<li>Endpoint: {s3_bucket}.s3-website-us-east-1.amazonaws.com</li>" in page.text


def test_folders_have_index_documents(site: Any, visit: Visit, snapshot: Any) -> None:
    site(INDEX, "index.html", "docs/index.html", "docs/a b.html")

    without_slash = visit("/docs?a=b")
    no_folder, no_index = visit("/directory-wrong"), visit("/directory-wrong/")

    assert [visit(path).text for path in ("/", "/docs/", "/docs/a%20b.html?acl")] == [
        "index.html",
        "docs/index.html",
        "docs/a b.html",
    ]
    assert (without_slash.status, without_slash.location) == (302, "/docs/")
    assert "<li>Code: Found</li>\n<li>Message: Resource Found</li>" in without_slash.text
    head = visit("/docs", "HEAD")
    assert (head.status, head.location, head.headers["x-amz-error-code"]) == (302, "/docs/", "Found")
    case = f"{EVIDENCE}::test_website_hosting_index_lookup"
    snapshot.match("no folder", no_folder.text, aws_evidence=f"{case}::404-no-trailing-slash")
    snapshot.match("no index", no_index.text, aws_evidence=f"{case}::404-with-trailing-slash")


def test_an_error_document_is_shown_with_the_error_s_status(
    aws_client: Any, s3_bucket: str, site: Any, visit: Visit, snapshot: Any
) -> None:
    site(INDEX)
    plain = visit()
    site(WITH_ERROR)
    without_document = visit()
    aws_client.s3.put_object(Bucket=s3_bucket, Key="error.html", Body=b"sorry", Metadata={"a": "b"})

    page, head = visit(Range="bytes=0-1"), visit("/a", "HEAD")

    assert (page.status, page.text, page.headers["x-amz-meta-a"]) == (404, "sorry", "b")
    assert (head.status, head.text) == (404, "")
    for headers, key in ((page.headers, "index.html"), (head.headers, "a")):
        assert headers["x-amz-error-code"] == "NoSuchKey"
        assert headers["x-amz-error-message"] == "The specified key does not exist."
        assert headers["x-amz-error-detail-key"] == key
    case = f"{EVIDENCE}::test_website_hosting_404"
    snapshot.match("plain", plain.text, aws_evidence=f"{case}::404-no-such-key")
    snapshot.match("no document", without_document.text, aws_evidence=f"{case}::404-no-such-key-nor-custom")


def test_visitors_are_nobody_in_particular(aws_client: Any, s3_bucket: str, site: Any, visit: Visit) -> None:
    s3 = aws_client.s3
    site(WITH_ERROR, "index.html", "docs/index.html")
    s3.delete_bucket_policy(Bucket=s3_bucket)
    signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/s3/aws4_request"}

    denied, folder, head = visit(**signed), visit("/docs"), visit("/a", "HEAD")

    assert [page.status for page in (denied, folder, head)] == [403, 403, 403]
    assert denied.text.count("<li>Code: AccessDenied</li>\n<li>Message: Access Denied</li>") == 2
    assert head.headers["x-amz-error-code"] == "AccessDenied"
    s3.delete_bucket_ownership_controls(Bucket=s3_bucket)
    s3.put_object_acl(Bucket=s3_bucket, Key="index.html", ACL="public-read")
    assert visit().status == 200
    s3.put_public_access_block(Bucket=s3_bucket, PublicAccessBlockConfiguration={"IgnorePublicAcls": True})
    assert visit().status == 403


def test_objects_come_with_their_metadata_whole_in_part_or_not_at_all(
    aws_client: Any, s3_bucket: str, site: Any, visit: Visit
) -> None:
    site(INDEX)
    put = aws_client.s3.put_object(
        Bucket=s3_bucket,
        Key="index.html",
        Body=b"0123456789",
        ContentType="text/plain",
        CacheControl="max-age=60",
        Metadata={"note": "text"},
    )

    whole, part, head = visit(), visit(Range="bytes=2-4"), visit(method="HEAD")
    same, other = visit(If_None_Match=put["ETag"]), visit(If_Match='"other"')
    beyond = visit(Range="bytes=10-")

    for page in (whole, part, head):
        assert page.headers["etag"] == put["ETag"]
        assert page.headers["content-type"] == "text/plain"
        assert page.headers["cache-control"] == "max-age=60"
        assert page.headers["x-amz-meta-note"] == "text"
        assert "accept-ranges" not in page.headers
    assert (whole.status, whole.text) == (200, "0123456789")
    assert (part.status, part.text, part.headers["content-range"]) == (206, "234", "bytes 2-4/10")
    assert (head.status, head.text, head.headers["content-length"]) == (200, "", "10")
    assert (same.status, same.text) == (304, "")
    assert (other.status, beyond.status) == (412, 416)
    assert "<li>Code: PreconditionFailed</li>" in other.text


def test_objects_redirect(aws_client: Any, s3_bucket: str, site: Any, visit: Visit) -> None:
    site(WITH_ERROR)
    targets = {"index.html": "/home", "old": "https://example.com/new", "error.html": "/sorry"}
    for key, target in targets.items():
        aws_client.s3.put_object(Bucket=s3_bucket, Key=key, Body=b"moved", WebsiteRedirectLocation=target)

    index, old, error = visit("/?a=b"), visit("/old", "HEAD"), visit("/missing")

    assert (index.status, index.location, index.text) == (301, "/home", "")
    assert (old.status, old.location) == (301, "https://example.com/new")
    assert (error.status, error.location, error.text) == (301, "/sorry", "moved")


def test_all_requests_are_redirected(site: Any, visit: Visit) -> None:
    site({"RedirectAllRequestsTo": {"HostName": "example.com"}})
    root, key = visit(), visit("/a%20b/?c=d", "HEAD")
    site({"RedirectAllRequestsTo": {"HostName": "example.com", "Protocol": "https"}})

    assert (root.status, root.location) == (301, "http://example.com/")
    assert key.location == "http://example.com/a%20b/?c=d"
    assert visit("/a").location == "https://example.com/a"


def test_rules_redirect_before_and_after_an_error(
    aws_client: Any, s3_bucket: str, site: Any, visit: Visit
) -> None:
    configuration = rules(
        ({"KeyPrefixEquals": "old/"}, {"ReplaceKeyPrefixWith": "new/", "HttpRedirectCode": "307"}),
        ({"KeyPrefixEquals": "old/a"}, {"ReplaceKeyWith": "never"}),
        ({"KeyPrefixEquals": "one/"}, {"ReplaceKeyWith": "one.html", "Protocol": "https"}),
        ({"KeyPrefixEquals": "api/", "HttpErrorCodeReturnedEquals": "404"}, TO_HOST),
        ({"HttpErrorCodeReturnedEquals": "404"}, {"ReplaceKeyPrefixWith": "resize?key="}),
        ({"HttpErrorCodeReturnedEquals": "403"}, {"ReplaceKeyWith": "login"}),
    )
    site(configuration, "old/a", "api/there", "docs/index.html")
    host = f"{s3_bucket}.s3-website.localhost.localstack.cloud:4566"

    assert aws_client.s3.get_bucket_website(Bucket=s3_bucket)["RoutingRules"] == configuration["RoutingRules"]
    assert (visit("/old/a?b=c").status, visit("/old/a?b=c").location) == (307, f"http://{host}/new/a?b=c")
    assert visit("/one/two").location == f"https://{host}/one.html"
    assert visit("/api/there").text == "api/there"
    assert visit("/api/gone").location == "http://example.com/api/gone"
    assert visit("/gone").location == f"http://{host}/resize?key=gone"
    assert visit("/docs").location == "/docs/"
    aws_client.s3.delete_bucket_policy(Bucket=s3_bucket)
    assert visit("/api/there").location == f"http://{host}/login"
