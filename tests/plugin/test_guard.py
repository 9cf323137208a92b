"""The guard: what is refused fails its test, wherever and whenever it happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

SWALLOWING = """
import contextlib, socket, threading
import pytest

def reach(host="s3.amazonaws.com"):
    with contextlib.suppress(Exception):
        socket.create_connection((host, 443))
"""

each_mode = pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])


@each_mode
def test_a_swallowed_refusal_fails_the_test(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        SWALLOWING
        + """
@pytest.fixture
def broken_setup():
    reach("one.amazonaws.com")

@pytest.fixture
def broken_teardown():
    yield
    reach("two.amazonaws.com")

def test_in_the_test():
    reach("three.amazonaws.com")

def test_in_a_thread():
    thread = threading.Thread(target=reach, args=("four.amazonaws.com",), name="worker")
    thread.start()
    thread.join()

def test_in_setup(broken_setup):
    raise AssertionError("never reached")

def test_in_teardown(broken_teardown):
    pass

@pytest.mark.xfail(reason="of something else")
def test_that_is_expected_to_fail():
    reach("five.amazonaws.com")
    raise AssertionError

def test_another():
    pass
"""
    )

    result = run("--localstack", *arguments)

    # The test with the broken teardown has passed before it.
    result.assert_outcomes(failed=3, errors=2, passed=2)
    for host, thread in {"one": "", "two": "", "three": "", "four": " (thread 'worker')", "five": ""}.items():
        line = f"the test tried to reach real AWS: {host}.amazonaws.com (look-up) at *.py:6{thread}. Build URLs from*"
        result.stdout.fnmatch_lines([line.replace("[", "[[]")], consecutive=False)


def test_a_refusal_raises_at_once(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import socket

        def test_it():
            socket.gethostbyname("sqs.eu-west-1.amazonaws.com")
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["E *RealAWSAccess: kept from real AWS: sqs.eu-west-1.amazonaws.com (look-up) at test_*.py:4. Build*"]
    )
    # The failure is told by its own traceback, which ends at the user's line.
    result.stdout.no_fnmatch_line("*the test tried to reach real AWS*")
    result.stdout.no_fnmatch_line("*violations.py*")


def test_a_refusal_beside_another_failure_is_told(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SWALLOWING
        + """
def test_it():
    reach()
    assert 1 == 2
"""
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*assert 1 == 2*", "*- real AWS -*", "the test tried to reach real AWS: s3.amazonaws.com (look-up)*"]
    )


@each_mode
def test_a_refusal_after_the_last_test_fails_the_run(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makeconftest(
        SWALLOWING
        + """
def pytest_runtest_logfinish(nodeid):
    reach()
"""
    )
    pytester.makepyfile("def test_it(): pass")

    result = run("--localstack", *arguments)

    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "localstack: the run tried to reach real AWS after *::test_it: s3.amazonaws.com (look-up) at *.py:6*"
        ]
    )


def test_a_refusal_between_tests_fails_the_next(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        SWALLOWING
        + """
def pytest_runtest_logfinish(nodeid):
    if nodeid.endswith("test_first"):
        reach()
"""
    )
    pytester.makepyfile("def test_first(): pass\ndef test_second(): pass\ndef test_third(): pass")

    result = run("--localstack")

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["*ERROR at setup of test_second*", "*s3.amazonaws.com (look-up) at conftest.py:6*"]
    )


@each_mode
def test_a_refusal_at_import_fails_the_collection(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(SWALLOWING + "\nreach()\n\ndef test_it(): pass\n")

    result = run("--localstack", *arguments)

    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        ["*the test tried to reach real AWS: s3.amazonaws.com (look-up) at test_*.py:6*"]
    )


def test_the_process_that_only_hands_out_tests_is_guarded(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        SWALLOWING
        + """
import os

if "PYTEST_XDIST_WORKER" not in os.environ:
    reach()
"""
    )
    pytester.makepyfile("def test_it(): pass")

    result = run("--localstack", "-n", "1")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["localstack: the run tried to reach real AWS: s3.amazonaws.com*conftest.py:6*"]
    )


def test_the_fixtures_bring_the_guard_and_take_it_along(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        import socket

        BEFORE = dict(vars(socket)), dict(vars(socket.socket))

        def pytest_unconfigure():
            assert (dict(vars(socket)), dict(vars(socket.socket))) == BEFORE
        """
    )
    pytester.makepyfile(
        SWALLOWING
        + """
def test_it(account_id):
    reach()
"""
    )

    result = run()

    result.assert_outcomes(failed=1)
    assert "Traceback" not in result.stderr.str()


@pytest.mark.usefixtures("stand_in")
def test_a_run_without_the_emulator_is_left_alone(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_TARGET", "AWS_CLOUD")
    pytester.makepyfile(
        """
        import socket

        def test_it():
            assert socket.getaddrinfo.__code__.co_filename == socket.__file__
        """
    )

    run("--localstack").assert_outcomes(passed=1)


def test_stand_ins_of_the_user_s_go_on_working(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import http.server, socket, threading, urllib.request
        import pytest

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"stand-in")

            def log_message(self, *_):
                pass

        def test_a_resolver(monkeypatch):
            with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
                thread = threading.Thread(target=server.serve_forever, args=(0.01,))
                thread.start()
                found = socket.getaddrinfo("127.0.0.1", server.server_port, type=socket.SOCK_STREAM)
                monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
                with urllib.request.urlopen("http://s3.amazonaws.com/") as answer:
                    assert answer.read() == b"stand-in"
                server.shutdown()
                thread.join()

        def test_that_it_is_gone():
            with pytest.raises(RuntimeError):
                socket.getaddrinfo("s3.amazonaws.com", 80)
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["FAILED *::test_that_it_is_gone*"])


def test_a_plugin_that_puts_connect_back_does_not_open_the_way(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        resetting="""
        import socket

        ORIGINAL = socket.socket.connect

        def pytest_runtest_teardown():
            socket.socket.connect = ORIGINAL
        """
    )
    pytester.syspathinsert()
    pytester.makepyfile(
        """
        import contextlib, socket

        def test_first():
            pass

        def test_second():
            with contextlib.suppress(RuntimeError), socket.socket() as unconnected:
                unconnected.connect(("169.254.169.254", 80))
        """
    )

    result = run("--localstack", "-p", "resetting")

    result.assert_outcomes(passed=1, failed=1)
