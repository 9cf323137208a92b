"""aiobotocore under `--localstack`: the same emulator, the same isolation, no socket."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import pytest

pytest.importorskip("aiobotocore", reason="aiobotocore holds botocore to a few releases: tox -e aio has it")

Run = Callable[..., pytest.RunResult]

CONFTEST = """
    import asyncio, contextlib, functools, socket
    import pytest
    from aiobotocore.config import AioConfig
    from aiobotocore.httpsession import AIOHTTPSession
    from aiobotocore.httpxsession import HttpxSession
    from aiobotocore.session import get_session

    SESSIONS = [AIOHTTPSession]
    with contextlib.suppress(ImportError):
        import httpx
        SESSIONS.append(HttpxSession)

    @pytest.fixture(params=SESSIONS)
    def open_client(request):
        def open_client(service, **options):
            config = AioConfig(http_session_cls=request.param, **options)
            return get_session().create_client(service, config=config)
        return open_client

    @pytest.fixture(autouse=True)
    def no_connections(monkeypatch):
        def refuse(*arguments):
            raise AssertionError(f"a connection to {arguments[1:]}")
        monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", refuse)
        monkeypatch.setattr(asyncio.selector_events.BaseSelectorEventLoop, "sock_connect", refuse)
"""

S3 = """
    import asyncio, os
    import pytest
    from botocore.exceptions import ClientError

    CONTENT = os.urandom(3_000_000)

    async def fill(s3, *keys):
        await s3.create_bucket(Bucket="bucket-of-the-test")
        for key in keys:
            await s3.put_object(Bucket="bucket-of-the-test", Key=key, Body=CONTENT)

    @pytest.mark.parametrize("algorithm", ["CRC32", "SHA256"])
    def test_an_object_is_streamed_with_its_checksum(open_client, algorithm):
        async def main():
            async with open_client("s3", request_checksum_calculation="when_required") as s3:
                await fill(s3)
                sent = await s3.put_object(
                    Bucket="bucket-of-the-test", Key="key", Body=CONTENT, ChecksumAlgorithm=algorithm
                )
                got = await s3.get_object(Bucket="bucket-of-the-test", Key="key", ChecksumMode="ENABLED")
                content = b"".join([chunk async for chunk in got["Body"].iter_chunks(100_000)])
                return sent, got, content
        sent, got, content = asyncio.run(main())
        assert content == CONTENT
        assert got["Checksum" + algorithm] == sent["Checksum" + algorithm]
        assert got["ContentLength"] == len(CONTENT)

    def test_part_of_a_stream_is_enough(open_client):
        async def main():
            async with open_client("s3") as s3:
                await fill(s3, "key")
                got = await s3.get_object(Bucket="bucket-of-the-test", Key="key")
                async with got["Body"] as body:
                    return await body.read(10)
        assert asyncio.run(main()) == CONTENT[:10]

    def test_head_and_errors(open_client):
        async def main():
            async with open_client("s3") as s3:
                await fill(s3, "key")
                head = await s3.head_object(Bucket="bucket-of-the-test", Key="key")
                assert head["ContentLength"] == len(CONTENT)
                with pytest.raises(s3.exceptions.NoSuchKey):
                    await s3.get_object(Bucket="bucket-of-the-test", Key="other")
                with pytest.raises(ClientError, match="404"):
                    await s3.head_object(Bucket="bucket-of-the-test", Key="other")
        asyncio.run(main())

    def test_paginators_and_waiters(open_client):
        async def main():
            async with open_client("s3") as s3:
                await fill(s3, "a", "b", "c")
                await s3.get_waiter("object_exists").wait(Bucket="bucket-of-the-test", Key="a")
                pages = s3.get_paginator("list_objects_v2").paginate(
                    Bucket="bucket-of-the-test", PaginationConfig={"PageSize": 1}
                )
                return [page["Contents"][0]["Key"] async for page in pages]
        assert asyncio.run(main()) == ["a", "b", "c"]

    def test_boto3_sees_the_same_state(open_client, aws_client):
        async def main():
            async with open_client("s3") as s3:
                await fill(s3, "key")
        asyncio.run(main())
        assert aws_client.s3.list_objects_v2(Bucket="bucket-of-the-test")["KeyCount"] == 1
"""

SQS = """
    import asyncio

    def test_a_long_poll_gets_a_message_sent_meanwhile(open_client):
        async def main():
            async with open_client("sqs") as sqs:
                url = (await sqs.create_queue(QueueName="queue"))["QueueUrl"]
                poll = asyncio.create_task(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20))
                await asyncio.sleep(0)
                await sqs.send_message(QueueUrl=url, MessageBody="hello")
                return (await poll)["Messages"][0]["Body"]
        assert asyncio.run(main()) == "hello"

    def test_a_cancelled_long_poll_takes_no_message(open_client, request):
        from pytest_localstack.stash import SESSION

        waits = request.config.stash[SESSION].emulator.waits

        async def main():
            async with open_client("sqs") as sqs:
                url = (await sqs.create_queue(QueueName="queue"))["QueueUrl"]
                poll = asyncio.create_task(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20))
                async with asyncio.timeout(10):
                    while not waits.count:
                        await asyncio.sleep(0)
                poll.cancel()
                await asyncio.gather(poll, return_exceptions=True)
                assert waits.count == 0
                await sqs.send_message(QueueUrl=url, MessageBody="hello")
                return (await sqs.receive_message(QueueUrl=url))["Messages"][0]["Body"]
        assert asyncio.run(main()) == "hello"

    def test_two_hundred_long_polls_hold_nobody_up(open_client, request):
        from pytest_localstack.stash import SESSION

        waits = request.config.stash[SESSION].emulator.waits

        async def main():
            async with open_client("sqs") as sqs:
                url = (await sqs.create_queue(QueueName="queue"))["QueueUrl"]
                other = (await sqs.create_queue(QueueName="other"))["QueueUrl"]
                polls = [
                    asyncio.create_task(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)) for _ in range(200)
                ]
                async with asyncio.timeout(10):
                    while waits.count < 200:
                        await asyncio.sleep(0)
                await sqs.send_message(QueueUrl=other, MessageBody="hello")
                assert not any(poll.done() for poll in polls)
                for poll in polls:
                    poll.cancel()
                await asyncio.gather(*polls, return_exceptions=True)
                assert waits.count == 0
        asyncio.run(main())

    def test_the_long_tail_answers(open_client):
        async def main():
            async with open_client("sns") as sns:
                await sns.create_topic(Name="topic")
                return (await sns.list_topics())["Topics"]
        assert len(asyncio.run(main())) == 1
"""


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_every_async_client_talks_to_the_emulator(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_s3=S3, test_sqs=SQS)

    result = run("--localstack", "-W", "ignore:.*httpx", *arguments)

    result.assert_outcomes(passed=10 if importlib.util.find_spec("httpx") is None else 20)


def test_the_instance_metadata_service_is_refused(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import asyncio, contextlib
        from aiobotocore.httpsession import AIOHTTPSession
        from botocore.awsrequest import AWSRequest

        def test_it():
            async def ask():
                async with AIOHTTPSession() as session:
                    request = AWSRequest("GET", "http://169.254.169.254/latest/meta-data/").prepare()
                    with contextlib.suppress(RuntimeError):
                        await session.send(request)
            asyncio.run(ask())
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the test tried to reach real AWS: instance metadata at 169.254.169.254*"])


def test_the_fixtures_serve_async_clients_without_the_option(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import asyncio
        from aiobotocore.session import get_session

        def test_it(account_id):
            async def ask():
                async with get_session().create_client("sts") as sts:
                    return (await sts.get_caller_identity())["Account"]
            assert asyncio.run(ask()) == account_id
        """
    )

    run().assert_outcomes(passed=1)


def test_faults_befall_its_clients_too(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        """
        import asyncio
        import pytest
        from aiohttp import ClientPayloadError
        from botocore.exceptions import ResponseStreamingError

        def test_a_lost_connection_is_tried_again(aws_faults, open_client):
            reset = aws_faults.reset_connection("sqs", "CreateQueue", times=2)
            async def main():
                async with open_client("sqs") as sqs:
                    return await sqs.create_queue(QueueName="orders")
            assert "QueueUrl" in asyncio.run(main())
            assert reset.fired == 2

        def test_half_an_object_is_an_error(aws_faults, open_client):
            aws_faults.truncate("s3", "GetObject")
            async def main():
                async with open_client("s3") as s3:
                    await s3.create_bucket(Bucket="bucket-of-the-test")
                    await s3.put_object(Bucket="bucket-of-the-test", Key="key", Body=b"content")
                    got = await s3.get_object(Bucket="bucket-of-the-test", Key="key")
                    with pytest.raises((ClientPayloadError, ResponseStreamingError)):
                        await got["Body"].read()
            asyncio.run(main())
        """
    )

    result = run("--localstack", "-W", "ignore:.*httpx")

    result.assert_outcomes(passed=2 if importlib.util.find_spec("httpx") is None else 4)
