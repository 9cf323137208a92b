"""The child process: started at first need, ended with the emulator, replaced after a crash."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from localstack.aws.errors import CommonServiceException
from localstack.aws.wire import Request
from localstack.services.longtail import channel
from localstack.services.longtail.channel import LongTailError
from localstack.services.longtail.process import LongTail

from .conftest import NATIVE, FakeNatives
from .wire_requests import create_topic, json_request, query, rest_request, send, topics


def child_pid(tail: LongTail) -> int:
    assert tail._child is not None
    return tail._child._process.pid


def test_the_child_starts_at_the_first_request(lone_tail: LongTail) -> None:
    assert not lone_tail.is_running

    create_topic(lone_tail)

    assert lone_tail.is_running


def test_a_stopped_long_tail_starts_anew_without_its_state(lone_tail: LongTail) -> None:
    create_topic(lone_tail)

    lone_tail.stop()

    assert not lone_tail.is_running
    assert topics(lone_tail) == []


def test_requests_that_come_together_start_one_child(lone_tail: LongTail) -> None:
    with ThreadPoolExecutor(12) as pool:
        arns = list(pool.map(lambda number: create_topic(lone_tail, f"topic-{number}"), range(24)))

    assert sorted(arns) == sorted(str(arn) for arn in topics(lone_tail))
    assert len(set(arns)) == 24


def test_an_answer_tells_where_it_comes_from(tail: LongTail) -> None:
    response = send(tail, "sns", query("ListTopics"))

    assert response.status == 200
    assert response.origin == "long tail"


def test_accounts_and_regions_are_apart(tail: LongTail) -> None:
    arn = create_topic(tail, account="111111111111")

    assert arn == "arn:aws:sns:us-east-1:111111111111:orders"
    assert topics(tail, "111111111111") == [arn]
    assert topics(tail, "222222222222") == []
    assert b"TopicArn>" not in send(tail, "sns", query("ListTopics"), "111111111111", "eu-west-1").body.read()


def test_a_reset_of_a_service_leaves_the_others(tail: LongTail) -> None:
    arn = create_topic(tail)
    send(tail, "iam", query("CreateUser", UserName="ann"))

    tail.reset(["iam"])

    assert topics(tail) == [arn]
    assert b"ann" not in send(tail, "iam", query("ListUsers")).body.read()


def test_a_reset_of_an_account_leaves_the_others(tail: LongTail) -> None:
    create_topic(tail, account="111111111111")
    arn = create_topic(tail, account="222222222222")

    tail.reset_account("111111111111", ["sns"])

    assert topics(tail, "111111111111") == []
    assert topics(tail, "222222222222") == [arn]


def test_a_call_tells_which_services_it_touched(tail: LongTail) -> None:
    template = '{"Resources": {"Orders": {"Type": "AWS::SNS::Topic"}}}'
    send(tail, "cloudformation", query("CreateStack", StackName="shop", TemplateBody=template))

    touched = tail.take_touched()

    assert touched == {"cloudformation", "sns"}
    assert tail.take_touched() == frozenset()
    tail.reset(touched)


def test_backends_that_others_keep_at_hand_are_touched_with_them(tail: LongTail) -> None:
    send(tail, "autoscaling", query("DescribeAutoScalingGroups"))
    tail.reset(tail.take_touched())

    send(tail, "autoscaling", query("DescribeAutoScalingGroups"))

    assert tail.take_touched() >= {"autoscaling", "ec2", "elbv2"}


@pytest.mark.parametrize(
    ("service", "request_", "named"),
    [
        pytest.param("sns", query("FlyToTheMoon"), "FlyToTheMoon of sns", id="not in the model"),
        pytest.param(
            "ec2", query("BundleInstance", Version="2016-11-15"), "BundleInstance of ec2", id="query"
        ),
        pytest.param("kms", json_request("TrentService.ConnectCustomKeyStore"), "Store of kms", id="json"),
        pytest.param("xray", rest_request("POST", "/CreateGroup"), "CreateGroup of xray", id="rest"),
        pytest.param("xray", rest_request("POST", "/Nowhere"), "POST /Nowhere of xray", id="no operation"),
    ],
)
def test_what_moto_lacks_is_answered_with_501(
    tail: LongTail, service: str, request_: Request, named: str
) -> None:
    with pytest.raises(CommonServiceException, match=f"{named} is not implemented") as caught:
        send(tail, service, request_)

    assert caught.value.status_code == 501
    assert caught.value.code == "InternalFailure"


def test_an_error_of_motos_own_comes_with_its_traceback(tail: LongTail) -> None:
    with pytest.raises(LongTailError, match=r"(?s)'answer sns POST /'.*Traceback.*KeyError: 'mars-1'"):
        send(tail, "sns", query("ListTopics"), region="mars-1")

    assert "sns" in tail.take_touched()


def test_the_call_that_sees_a_crash_gets_the_reason_and_the_next_one_a_new_child(lone_tail: LongTail) -> None:
    create_topic(lone_tail)
    os.kill(child_pid(lone_tail), signal.SIGKILL)

    with pytest.raises(LongTailError, match=r"ended during 'answer sns POST /'.*state .* is lost.*code -9"):
        topics(lone_tail)

    assert topics(lone_tail) == []


def test_calls_that_are_all_interrupted_end_the_child(natives: FakeNatives) -> None:
    tail = LongTail(NATIVE, natives)
    topic = create_topic(tail)
    natives.failure = KeyboardInterrupt()
    subscription = query(
        "Subscribe", TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:0:orders"
    )
    for _ in range(channel.CONNECTIONS):
        with pytest.raises(KeyboardInterrupt):
            send(tail, "sns", subscription)

    with pytest.raises(LongTailError, match="the state of all long-tail services is lost"):
        topics(tail)

    assert topics(tail) == []
    tail.stop()


def test_a_child_that_cannot_start_leaves_its_last_words(
    lone_tail: LongTail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "CHILD_MODULE", "localstack.services.longtail.nowhere")

    with pytest.raises(LongTailError, match=r"(?s)cannot be started.*code 1 and wrote:.*No module named"):
        lone_tail.start()

    assert not lone_tail.is_running


def test_a_python_that_is_gone_is_named(lone_tail: LongTail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(LongTailError, match=r"cannot be started.*/nowhere/python"):
        lone_tail.start()


@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="needs a way to wait for a process that is no child"
)
def test_the_child_ends_with_its_emulator() -> None:
    script = (
        "import os; from localstack.services.longtail.process import LongTail; tail = LongTail(); tail.start();"
        "print(tail._child._process.pid, flush=True); input(); os._exit(1)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=-1, stdout=-1, text=True) as emulator:
        assert emulator.stdout is not None
        descriptor = os.pidfd_open(int(emulator.stdout.readline()))
        emulator.communicate("\n")

    ended, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    assert ended == [descriptor]


def test_moto_is_not_imported_by_the_emulator(tail: LongTail) -> None:
    create_topic(tail)

    script = (
        "import sys; import localstack.services.longtail.process; import localstack.services.longtail.tracking;"
        "print([name for name in sys.modules if name.partition('.')[0] == 'moto'])"
    )
    imported = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert imported.stdout == "[]\n"


def test_the_child_knows_neither_credentials_nor_proxies_of_the_user(
    lone_tail: LongTail, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "HTTPS_PROXY", "MOTO_ACCOUNT_ID", "PYTHONWARNINGS"):
        monkeypatch.setenv(name, "of-the-user")

    arn = create_topic(lone_tail)

    environment = channel.child_environment()
    assert "of-the-user" not in environment.values()
    assert environment["AWS_CONFIG_FILE"] == os.devnull
    assert arn.split(":")[4] == "000000000000"
