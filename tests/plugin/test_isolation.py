"""Every test runs on its own state; scopes nest as checkpoints."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

SCOPES = """
    import boto3
    import pytest

    sqs = boto3.client("sqs")

    def names():
        return sorted(url.rpartition("/")[2] for url in sqs.list_queues().get("QueueUrls", []))

    @pytest.fixture(scope="session", autouse=True)
    def of_session():
        sqs.create_queue(QueueName="session")

    @pytest.fixture(scope="module")
    def of_module(of_session):
        sqs.create_queue(QueueName="module")

    @pytest.fixture
    def of_function():
        sqs.create_queue(QueueName="function")

    def test_1_before_the_module_fixture():
        assert names() == ["session"]

    def test_2_with_all_scopes(of_module, of_function):
        sqs.create_queue(QueueName="test")
        assert names() == ["function", "module", "session", "test"]

    def test_3_what_the_last_test_made_is_gone(of_module):
        assert names() == ["module", "session"]
        sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName="module")["QueueUrl"])
        assert names() == ["session"]

    class TestClass:
        @pytest.fixture(scope="class")
        def of_class(self):
            sqs.create_queue(QueueName="class")

        def test_4_a_deleted_queue_is_back(self, of_module, of_class):
            assert names() == ["class", "module", "session"]

    def test_5_the_class_is_over(of_module):
        assert names() == ["module", "session"]
"""


@pytest.mark.parametrize("arguments", [(), ("-n", "2", "--dist", "loadfile")], ids=["one process", "xdist"])
def test_scopes_nest(run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    pytester.makepyfile(SCOPES)
    pytester.makepyfile(
        test_other="""
        import boto3

        def test_the_other_modules_queues_are_gone():
            urls = boto3.client("sqs").list_queues().get("QueueUrls", [])
            assert [url for url in urls if not url.endswith("/session")] == []
        """
    )

    run("--localstack", *arguments).assert_outcomes(passed=6)


def test_a_broad_fixture_requested_inside_a_test_is_named(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest

        @pytest.fixture(scope="module")
        def queue():
            return boto3.client("sqs").create_queue(QueueName="late")["QueueUrl"]

        @pytest.fixture
        def narrow():
            pass

        def test_it(narrow, request):
            request.getfixturevalue("queue")
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*the module-scoped fixture 'queue' was first requested inside *test_it*"])


def test_ids_are_the_same_in_every_run_and_order(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3, pathlib

        def note(name):
            queue = boto3.client("sqs").create_queue(QueueName=name)["QueueUrl"]
            sent = boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="x")
            with pathlib.Path("ids.txt").open("a") as file:
                file.write(f"{name} {sent['MessageId']}\\n")

        def test_one():
            note("one")

        def test_two():
            note("two")
        """
    )

    run("--localstack")
    both = sorted((pytester.path / "ids.txt").read_text().splitlines())
    (pytester.path / "ids.txt").unlink()
    run("--localstack", "-k", "two")

    assert (pytester.path / "ids.txt").read_text().splitlines() == both[1:]
    assert both[0].split()[1] != both[1].split()[1]


def test_the_clock_goes_back_after_a_test(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import time

        def test_a_day_later(localstack):
            localstack.freeze()
            localstack.advance(86400)
            assert localstack.clock.time() > time.time() + 86000

        def test_it_is_today(localstack):
            assert abs(localstack.clock.time() - time.time()) < 60
            assert not localstack.clock.is_frozen
        """
    )

    run("--localstack").assert_outcomes(passed=2)


def test_a_long_tail_service_is_emptied_after_a_test(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3

        ssm = boto3.client("ssm")

        def parameters():
            return [entry["Name"] for entry in ssm.describe_parameters()["Parameters"]]

        def test_one():
            ssm.put_parameter(Name="/app/one", Value="1", Type="String")
            assert parameters() == ["/app/one"]

        def test_two():
            assert parameters() == []
        """
    )

    run("--localstack").assert_outcomes(passed=2)


def test_a_long_tail_service_used_by_a_broader_fixture_is_kept_and_named(
    run: Run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest

        ssm = boto3.client("ssm")

        @pytest.fixture(scope="module", autouse=True)
        def settings():
            ssm.put_parameter(Name="/app/one", Value="1", Type="String")

        def test_one():
            ssm.put_parameter(Name="/app/two", Value="2", Type="String")

        def test_two():
            assert len(ssm.describe_parameters()["Parameters"]) == 2
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*shared between tests: ssm*"])


IDS = """
    import boto3
    import pytest

    sts, sqs, s3 = (boto3.client(name) for name in ("sts", "sqs", "s3"))
    role = {"RoleArn": "arn:aws:iam::000000000000:role/role", "RoleSessionName": "session"}

    def ids(of):
        with open("ids.txt", "a") as file:
            file.write(f"{of} {sts.assume_role(**role)['Credentials']['AccessKeyId']}\\n")

    @pytest.fixture(scope="session")
    def of_session():
        ids("session")
        yield
        ids("session end")

    @pytest.fixture(scope="module", params=["a", "b"])
    def of_module(request):
        ids(f"module {request.param}")

    @pytest.fixture
    def of_function():
        ids("function")

    @pytest.mark.parametrize("number", range(3))
    def test_plain(number):
        ids(f"plain {number}")

    def test_with_fixtures(of_session, of_module, of_function, request):
        ids(request.node.name)
        ids(request.node.name)

    def test_again(of_session):
        ids("again")
"""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-n", "2"),
        ("-k", "fixtures"),
        ("-k", "again or plain"),
        ("test_ids.py::test_again", "test_ids.py::test_with_fixtures", "test_ids.py::test_plain"),
    ],
    ids=["again", "xdist", "one", "others", "reordered"],
)
def test_ids_are_the_same_whichever_tests_run_and_where(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_ids=IDS)
    written = pytester.path / "ids.txt"
    run("--localstack")
    first = set(written.read_text().splitlines())
    written.unlink()

    run("--localstack", *arguments)

    assert len(first) == 14
    assert len({line.rpartition(" ")[2] for line in first}) == 14
    assert set(written.read_text().splitlines()) <= first
