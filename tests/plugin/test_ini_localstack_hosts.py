"""`localstack_hosts`: which explicit endpoints of clients are the emulator's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

STAND_IN = """
import http.server, threading
import boto3, botocore.config, pytest

class Foreign(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"foreign")

    def log_message(self, *_):
        pass

def client(url):
    config = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=5)
    return boto3.client("s3", endpoint_url=url, config=config)

@pytest.fixture
def port():
    with http.server.HTTPServer(("127.0.0.1", 0), Foreign) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
"""


def test_an_endpoint_that_is_not_listed_is_left_alone(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        STAND_IN
        + """
def test_it(port):
    answer = client(f"http://127.0.0.1:{port}").get_object(Bucket="bucket", Key="key")
    assert answer["Body"].read() == b"foreign"
"""
    )

    run("--localstack").assert_outcomes(passed=1)


def test_listed_hosts_are_the_emulator_s_with_what_is_below_them(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nlocalstack_hosts = aws.example:9000 localstack")
    pytester.makepyfile(
        STAND_IN
        + """
@pytest.mark.parametrize("url", ["http://aws.example:9000", "http://localstack:4566", "https://localstack"])
def test_it(url, s3_bucket):
    client(url).head_bucket(Bucket=s3_bucket)

def test_below():
    control = boto3.client("s3control", endpoint_url="http://localstack:4566")
    assert control.list_access_points(AccountId="000000000000")["AccessPointList"] == []
"""
    )

    run("--localstack").assert_outcomes(passed=4)


def test_what_is_listed_stands_in_for_the_default(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nlocalstack_hosts =")
    pytester.makepyfile(
        STAND_IN
        + """

class Sent(Exception):
    pass

def test_it(monkeypatch):
    asked = []
    monkeypatch.setattr("localstack.aws.in_process._something_listens", lambda *at: asked.append(at))

    def leave(pool, *_, **__):
        raise Sent(f"{pool.host}:{pool.port}")

    # Whoever runs the tests may have a server of their own at the usual port: the request goes no further.
    monkeypatch.setattr("urllib3.connectionpool.HTTPConnectionPool.urlopen", leave)
    with pytest.raises(Exception, match="127.0.0.1:4566"):
        client("http://127.0.0.1:4566").head_bucket(Bucket="bucket")
    assert asked == []
"""
    )

    run("--localstack").assert_outcomes(passed=1)


def test_a_url_is_refused_with_what_to_write(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nlocalstack_hosts = http://localhost:4566")

    result = run("--localstack")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*'http://localhost:4566' is a URL: write localhost:4566*"])


def test_help_tells_the_default(run: Run) -> None:
    result = run("--help")

    result.stdout.fnmatch_lines(["*localstack_hosts*", "*localhost:4566, 127.0.0.1:4566*"])
