"""`--localstack-isolation`, its ini option and its marker: how tests are kept apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

ACCOUNT = """
    import os, subprocess, sys
    import boto3
    import pytest

    made_at_import = boto3.client("sqs")
    seen = []

    def names(client=made_at_import):
        return sorted(url.rpartition("/")[2] for url in client.list_queues().get("QueueUrls", []))

    @pytest.mark.parametrize("number", range(3))
    def test_each_has_an_account_of_its_own(number, aws_client, aws_session, account_id, localstack):
        assert names() == names(aws_client.sqs) == []
        url = aws_client.sqs.create_queue(QueueName=f"q{number}")["QueueUrl"]
        assert url.split("/")[-2] == account_id and account_id not in seen
        seen.append(account_id)
        made_here = boto3.client("sqs", aws_access_key_id="test", aws_secret_access_key="test")
        for client in (made_at_import, made_here, aws_session.client("sqs")):
            assert names(client) == [f"q{number}"]
        assert not localstack.clock.is_frozen
        localstack.freeze()

    def test_long_tail_services_too(aws_client, localstack):
        aws_client.ssm.put_parameter(Name="/one", Value="1", Type="String")
        localstack.reset("ssm")
        assert aws_client.ssm.describe_parameters()["Parameters"] == []

    def test_keys_of_ones_own_are_left_alone(aws_client_factory):
        clients = aws_client_factory(aws_access_key_id="111122223333")
        assert clients.sts.get_caller_identity()["Account"] == "111122223333"

    def test_a_process_goes_along(account_id):
        code = "import boto3; print(boto3.client('sts').get_caller_identity()['Account'])"
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert out.strip() == account_id == os.environ["AWS_ACCESS_KEY_ID"]

    class TestWithABroadFixture:
        @pytest.fixture(scope="class")
        def queue(self):
            return made_at_import.create_queue(QueueName="broad")["QueueUrl"]

        def test_1(self, queue, account_id):
            assert names() == ["broad"]
            seen.append(account_id)

        def test_2(self, queue, account_id):
            assert names() == ["broad"]
            assert seen[-1] == account_id == queue.split("/")[-2]

    def test_the_class_is_over():
        assert names() == []
"""


def test_each_test_has_an_account_of_its_own(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(ACCOUNT)

    run_here("--localstack", "--localstack-isolation=account").assert_outcomes(passed=9)


def test_accounts_under_xdist(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(ACCOUNT)
    pytester.makeini("[pytest]\nlocalstack_isolation = account")

    run("--localstack", "-n", "2", "--dist", "loadscope").assert_outcomes(passed=9)


KEPT = """
    import time
    import boto3

    sqs = boto3.client("sqs")

    def test_1(localstack):
        sqs.create_queue(QueueName="kept")
        localstack.advance(86400)

    def test_2(localstack):
        assert len(sqs.list_queues()["QueueUrls"]) == 1
        assert localstack.clock.time() > time.time() + 86000
"""


@pytest.mark.parametrize("arguments", [(), ("-n", "1")], ids=["one process", "xdist"])
def test_none_keeps_everything(run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    pytester.makepyfile(KEPT)

    run("--localstack", "--localstack-isolation=none", *arguments).assert_outcomes(passed=2)


def test_a_class_or_module_can_have_its_own_mode(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest

        sqs = boto3.client("sqs")

        def accounts():
            return [url.split("/")[-2] for url in sqs.list_queues().get("QueueUrls", [])]

        @pytest.mark.localstack_isolation("account")
        class TestAccount:
            def test_1(self):
                sqs.create_queue(QueueName="q")
                assert accounts() != ["000000000000"]

            def test_2(self):
                assert accounts() == []

        def test_rolled_back():
            sqs.create_queue(QueueName="q")
            assert accounts() == ["000000000000"]

        @pytest.mark.localstack_isolation("none")
        class TestSteps:
            def test_1(self):
                assert accounts() == []
                sqs.create_queue(QueueName="q")

            def test_2(self):
                assert accounts() == ["000000000000"]
        """
    )

    run_here("--localstack").assert_outcomes(passed=5)


def test_an_unknown_mode_names_the_valid_ones(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run_here("--localstack", "--localstack-isolation=realm")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--localstack-isolation: 'realm' is not one of rollback, account, none"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ('"realm"', "*localstack_isolation: 'realm' is not one of rollback, account, none"),
        ("", "*localstack_isolation takes one argument, 'rollback' or 'account' or 'none'"),
    ],
    ids=["unknown", "missing"],
)
def test_a_wrong_marker_stops_the_run(
    run_here: Run, pytester: pytest.Pytester, arguments: str, message: str
) -> None:
    pytester.makepyfile(
        f"""
        import pytest

        @pytest.mark.localstack_isolation({arguments})
        def test_it(): pass
        """
    )

    result = run_here("--localstack")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_clients_of_aiobotocore_go_along(run: Run, pytester: pytest.Pytester) -> None:
    pytest.importorskip(
        "aiobotocore", reason="aiobotocore holds botocore to a few releases: tox -e aio has it"
    )
    pytester.makepyfile(
        """
        import asyncio
        from aiobotocore.session import get_session

        session = get_session()

        def test_it(account_id):
            async def main():
                async with session.create_client("sts") as sts:
                    return (await sts.get_caller_identity())["Account"]

            assert asyncio.run(main()) == account_id != "000000000000"

        test_again = test_it
        """
    )

    run("--localstack", "--localstack-isolation=account").assert_outcomes(passed=2)
