"""Tests apart from each other in whatever order and process they run, and in runs of some of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

CONFTEST = """
import boto3
import pytest

sqs = boto3.client("sqs")

@pytest.fixture(scope="session", autouse=True)
def of_session():
    sqs.create_queue(QueueName="session")

@pytest.fixture(scope="module")
def of_module(request):
    name = request.module.__name__.rpartition(".")[2]
    sqs.create_queue(QueueName=name)
    return name

@pytest.fixture(scope="class")
def of_class(request, of_module):
    sqs.create_queue(QueueName=f"{of_module}-class")

@pytest.fixture
def names():
    def names():
        return sorted(url.rpartition("/")[2] for url in sqs.list_queues().get("QueueUrls", []))

    return names
"""
MODULE = """
import boto3
import pytest

def test_alone(names):
    boto3.client("sqs").create_queue(QueueName="alone")
    assert set(names()) <= {"alone", "session", "NAME"}

@pytest.mark.xdist_group("group")
def test_module(names, of_module):
    boto3.client("sqs").create_queue(QueueName="own")
    assert names() == sorted(["own", "session", "NAME"])

class TestClass:
    def test_1(self, names, of_class):
        boto3.client("sqs").delete_queue(QueueUrl=boto3.client("sqs").get_queue_url(QueueName="session")["QueueUrl"])
        assert names() == ["NAME", "NAME-class"]

    def test_2(self, names, of_class):
        assert names() == ["session", "NAME", "NAME-class"]
"""
SHUFFLED = """

def pytest_collection_modifyitems(items):
    import random

    random.Random({seed}).shuffle(items)
"""


@pytest.fixture
def modules(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    for name in ("test_a", "test_b"):
        pytester.makepyfile(**{name: MODULE.replace("NAME", name)})


@pytest.mark.usefixtures("modules")
@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        (("-n", "2", "--dist", "load"), 8),
        (("-n", "2", "--dist", "loadscope"), 8),
        (("-n", "2", "--dist", "loadgroup"), 8),
        (("-n", "2", "--dist", "worksteal"), 8),
        (("--tx", "2*popen", "--dist", "each"), 16),
    ],
    ids=["load", "loadscope", "loadgroup", "worksteal", "each"],
)
def test_xdist(run: Run, arguments: tuple[str, ...], passed: int) -> None:
    run("--localstack", *arguments).assert_outcomes(passed=passed)


@pytest.mark.usefixtures("modules")
def test_xdist_without_workers(run_here: Run) -> None:
    run_here("--localstack", "-n", "0").assert_outcomes(passed=8)


@pytest.mark.usefixtures("modules")
@pytest.mark.parametrize("seed", range(4))
def test_shuffled(run_here: Run, pytester: pytest.Pytester, seed: int) -> None:
    pytester.makeconftest(CONFTEST + SHUFFLED.format(seed=seed))

    run_here("--localstack").assert_outcomes(passed=8)


@pytest.mark.parametrize(
    ("option", "outcomes"),
    [
        ("-x", {"failed": 1, "passed": 1}),
        ("--lf", {"passed": 1}),
        ("--ff", {"passed": 3}),
        ("--stepwise", {"passed": 2}),
    ],
)
def test_runs_of_some_tests(pytester: pytest.Pytester, option: str, outcomes: dict[str, int]) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        """
        import pathlib
        import boto3

        def test_1(names):
            assert "own" not in names()

        def test_2(names, of_module):
            boto3.client("sqs").create_queue(QueueName="own")
            assert names() == ["own", "session", of_module]
            assert pathlib.Path("mended").exists()

        def test_3(names):
            assert "own" not in names()
        """
    )
    pytester.runpytest_inprocess("--localstack", "--stepwise")
    if option != "-x":
        (pytester.path / "mended").touch()

    result = pytester.runpytest_inprocess("--localstack", option)

    found = result.parseoutcomes()
    assert {name: found.get(name, 0) for name in outcomes} == outcomes
