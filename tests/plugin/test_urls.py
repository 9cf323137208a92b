"""Pre-signed URLs and URLs put together by hand, through the HTTP clients people use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

# Each client's line that asks is marked: the guard has to name it.
CLIENTS = """
import asyncio, urllib.request
import aiohttp, aiohttp.resolver, boto3, httpx, pytest, requests, urllib3, uvloop

def by_urllib(url):
    with urllib.request.urlopen(url) as answer:  # asks
        return answer.read()

def by_requests(url):
    with requests.Session() as session:
        return session.get(url).content  # asks

def by_urllib3(url):
    with urllib3.PoolManager() as pool:
        return pool.request("GET", url).data  # asks

def by_httpx(url):
    with httpx.Client() as client:
        return client.get(url).content  # asks

async def get_by_httpx(url):
    async with httpx.AsyncClient() as client:
        return (await client.get(url)).content  # asks

async def get_by_aiohttp(url, resolver):
    connector = aiohttp.TCPConnector(resolver=resolver())
    async with aiohttp.ClientSession(connector=connector) as session:
        async with session.get(url) as answer:  # asks
            return await answer.read()

def by_async_httpx(url):
    return asyncio.run(get_by_httpx(url))

def by_aiohttp_in_threads(url):
    return asyncio.run(get_by_aiohttp(url, aiohttp.resolver.ThreadedResolver))

def by_aiohttp_over_c_ares(url):
    return asyncio.run(get_by_aiohttp(url, aiohttp.resolver.AsyncResolver))

def by_aiohttp_over_uvloop(url):
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(get_by_aiohttp(url, aiohttp.resolver.ThreadedResolver))

each_client = pytest.mark.parametrize(
    "get",
    [
        by_urllib,
        by_requests,
        by_urllib3,
        by_httpx,
        by_async_httpx,
        by_aiohttp_in_threads,
        by_aiohttp_over_c_ares,
        by_aiohttp_over_uvloop,
    ],
)
"""


def test_a_pre_signed_url_works_through_every_client(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        CLIENTS
        + """
from botocore.config import Config

@each_client
@pytest.mark.parametrize("signature", ["s3", "s3v4"])
def test_get(get, signature, s3_bucket):
    s3 = boto3.client("s3", config=Config(signature_version=signature))
    s3.put_object(Bucket=s3_bucket, Key="a key", Body=b"content")
    assert get(s3.generate_presigned_url("get_object", {"Bucket": s3_bucket, "Key": "a key"})) == b"content"

def test_put(s3_bucket):
    s3 = boto3.client("s3")
    url = s3.generate_presigned_url("put_object", {"Bucket": s3_bucket, "Key": "key"})
    assert requests.put(url, data=b"by requests").status_code == 200
    assert s3.get_object(Bucket=s3_bucket, Key="key")["Body"].read() == b"by requests"

def test_post(s3_bucket, localstack):
    post = boto3.client("s3").generate_presigned_post(s3_bucket, "key")
    assert post["url"] == f"{localstack.url}/{s3_bucket}"

def test_another_service(localstack):
    url = boto3.client("sts").generate_presigned_url("get_caller_identity")
    assert url.startswith(localstack.url)
    assert "000000000000" in requests.get(url).text
"""
    )

    run("--localstack").assert_outcomes(passed=19)


def test_a_url_of_aws_is_refused_through_every_client(run: Run, pytester: pytest.Pytester) -> None:
    path = pytester.makepyfile(
        CLIENTS
        + """
def signed():
    s3 = boto3.client("s3", endpoint_url="https://s3.amazonaws.com")
    return s3.generate_presigned_url("get_object", {"Bucket": "bucket", "Key": "key"})

@each_client
@pytest.mark.parametrize("url", [signed, lambda: "https://bucket.s3.amazonaws.com/key"], ids=["signed", "by hand"])
def test_it(get, url):
    with pytest.raises(RuntimeError, match="AWS_ENDPOINT_URL; a pre-signed URL names the emulator when"):
        get(url())
"""
    )

    result = run("--localstack")

    result.assert_outcomes(failed=16)
    lines = path.read_text().splitlines()
    asking = {f"{path.name}:{number}" for number, line in enumerate(lines, 1) if line.endswith("# asks")}
    told = [line for line in result.outlines if line.startswith("the test tried to reach real AWS: ")]
    assert len(told) == 16
    assert {line.partition(" at ")[2].partition(". Build")[0] for line in told} == asking


def test_a_proxy_of_the_environment_is_no_way_around(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    pytester.makepyfile(
        CLIENTS
        + """
import os

@pytest.mark.parametrize("get", [by_urllib, by_requests, by_httpx, by_async_httpx])
def test_it(get):
    assert os.environ["no_proxy"].startswith("intranet.example,localhost,127.0.0.1,.amazonaws.com,")
    get("https://bucket.s3.amazonaws.com")
"""
    )

    result = run("--localstack")

    result.assert_outcomes(failed=4)
    refusal = "E *RealAWSAccess: kept from real AWS: bucket.s3.amazonaws.com (look-up)*"
    result.stdout.fnmatch_lines([refusal] * 4)


def test_a_proxy_given_in_code_is_no_way_around(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        CLIENTS
        + """
import socket

PROXY = "http://127.0.0.1:9"

@pytest.fixture(autouse=True)
def far_end(monkeypatch):
    near, far = socket.socketpair()
    far.setblocking(False)
    monkeypatch.setattr("urllib3.util.connection.create_connection", lambda *_, **__: near)
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: near)
    with near, far:
        yield
        with pytest.raises(BlockingIOError):
            far.recv(1)

@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "get",
    [
        lambda url: requests.get(url, proxies={"http": PROXY, "https": PROXY}),
        lambda url: urllib3.ProxyManager(PROXY).request("GET", url),
        lambda url: urllib.request.build_opener(
            urllib.request.ProxyHandler({"http": PROXY, "https": PROXY})
        ).open(url),
    ],
    ids=["requests", "urllib3", "urllib"],
)
def test_it(get, scheme):
    get(scheme + "://s3.amazonaws.com")
"""
    )

    result = run("--localstack")

    result.assert_outcomes(failed=6)
    refusal = "E *RealAWSAccess: kept from real AWS: s3.amazonaws.com (request through a proxy)*"
    result.stdout.fnmatch_lines([refusal] * 6)
