"""Every test on its own state in every way pytest runs tests."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

Run = Callable[..., pytest.RunResult]

HELPERS = """
import boto3

sqs = boto3.client("sqs")

def create(name):
    return sqs.create_queue(QueueName=name)["QueueUrl"]

def names():
    return sorted(url.rpartition("/")[2] for url in sqs.list_queues().get("QueueUrls", []))
"""

CONFTEST = "import sys, pathlib; sys.path.insert(0, str(pathlib.Path(__file__).parent))"

UNITTEST = """
import unittest
from helpers import create, names

def setUpModule():
    create("module")

class Plain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        create("class")

    def setUp(self):
        assert names() == ["class", "module"]
        create("setup")

    def test_1(self):
        create("test")
        assert names() == ["class", "module", "setup", "test"]

    def test_2_with_subtests(self):
        for number in range(2):
            with self.subTest(number=number):
                create(f"sub{number}")
        assert names() == ["class", "module", "setup", "sub0", "sub1"]

class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        assert names() == ["module"]
        create("setup")

    async def test_1(self):
        create("test")

    async def test_2(self):
        assert names() == ["module", "setup"]
"""

DOCTEST = '''
"""
>>> from helpers import create, names
>>> url = create("doctest")
>>> names()
['doctest']
"""

def documented():
    """
    >>> from helpers import names
    >>> names()
    []
    """
'''

XUNIT = """
from helpers import create, names

def setup_module():
    create("module")

def setup_function():
    create("function")

def test_function():
    create("test")
    assert names() == ["function", "module", "test"]

class TestClass:
    def setup_class(self):
        create("class")

    def setup_method(self):
        create("method")

    def test_1(self):
        create("test")
        assert names() == ["class", "method", "module", "test"]

    def test_2(self):
        assert names() == ["class", "method", "module"]

def teardown_module():
    assert names() == ["module"]
"""

PARAMETRISED = """
import pytest
from helpers import create, names

@pytest.fixture(scope="module", params=["a", "b"])
def broad(request):
    create(request.param)
    return request.param

@pytest.fixture(params=["x", "y"])
def narrow(request):
    create(request.param)
    return request.param

@pytest.fixture(autouse=True)
def always():
    create("always")

@pytest.mark.parametrize("number", [1, 2])
def test_it(broad, narrow, number):
    create(f"test{number}")
    assert names() == sorted(["always", broad, narrow, f"test{number}"])
"""

FAILING = """
import pytest
from helpers import create, names

@pytest.fixture
def fails():
    create("fails")
    raise ValueError("in set-up")

@pytest.fixture
def fails_at_end():
    create("fails-at-end")
    yield
    create("teardown")
    raise ValueError("in teardown")

@pytest.fixture(scope="class")
def broad_that_fails():
    create("broad")
    raise ValueError("in set-up")

@pytest.fixture
def skips():
    create("skips")
    pytest.skip("no need")

def test_1(fails): pass
def test_2(fails_at_end): assert names() == ["fails-at-end"]
def test_3(skips): pass
class TestClass:
    def test_4(self, broad_that_fails): pass
    def test_5(self): pass
def test_6(): assert names() == []
"""

DYNAMIC = """
import pytest
from helpers import create, names

@pytest.fixture
def asked():
    create("asked")

@pytest.fixture
def asks(request):
    request.getfixturevalue("asked")

def test_1(request):
    request.getfixturevalue("asked")
    assert names() == ["asked"]

def test_2(asks):
    assert names() == ["asked"]

def test_3():
    assert names() == []
"""


@pytest.mark.parametrize(
    ("files", "arguments", "outcomes"),
    [
        ({"test_it": UNITTEST}, (), {"passed": 4}),
        ({"documented": DOCTEST, "test_other": XUNIT}, ("--doctest-modules",), {"passed": 5}),
        ({"test_it": XUNIT, "test_other": DYNAMIC}, (), {"passed": 6}),
        ({"test_it": PARAMETRISED}, (), {"passed": 8}),
        ({"test_it": FAILING}, (), {"passed": 3, "errors": 3, "skipped": 1}),
    ],
    ids=["unittest", "doctest", "xunit and dynamic", "parametrised", "failing fixtures"],
)
def test_scopes_nest_however_tests_are_written(
    run_here: Run,
    pytester: pytest.Pytester,
    files: dict[str, str],
    arguments: tuple[str, ...],
    outcomes: dict[str, int],
) -> None:
    pytester.makepyfile(helpers=HELPERS, **files)
    pytester.makeconftest(CONFTEST)

    run_here("--localstack", *arguments).assert_outcomes(**outcomes)


def test_another_broad_fixture_outlives_the_parameter_it_was_made_beside(
    run_here: Run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(
        helpers=HELPERS,
        test_it="""
            import pytest
            from helpers import create, names

            @pytest.fixture(scope="module", params=["a", "b"])
            def broad(request):
                create(request.param)

            @pytest.fixture(scope="module")
            def other():
                create("other")

            def test_it(broad, other):
                assert "other" in names()
        """,
    )
    pytester.makeconftest(CONFTEST)

    run_here("--localstack").assert_outcomes(passed=2)


def test_packages_nest(run_here: Run, pytester: pytest.Pytester) -> None:
    fixture = """
        import pytest
        from helpers import create

        @pytest.fixture(scope="package", autouse=True)
        def of_{0}():
            create("{0}")
    """
    test = "from helpers import names\ndef test_it(): assert names() == {}\n"
    pytester.makepyfile(helpers=HELPERS)
    pytester.makeconftest(CONFTEST)
    for path, owner, expected in (
        ("a", "a", ["a"]),
        ("a/inner", "inner", ["a", "inner"]),
        ("b", "b", ["b"]),
    ):
        folder = pytester.path / path
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / "conftest.py").write_text(dedent(fixture.format(owner)))
        (folder / f"test_{owner}.py").write_text(test.format(expected))
    (pytester.path / "a" / "test_z.py").write_text(test.format(["a"]))

    run_here("--localstack").assert_outcomes(passed=4)


RERUN = """
import pytest
from helpers import create, names, sqs

attempts = []

@pytest.fixture(scope="module")
def broad():
    return create("broad")

def test_flaky(broad):
    assert names() == ["broad"]
    attempts.append(sqs.send_message(QueueUrl=broad, MessageBody="x")["MessageId"])
    create("test")
    assert len(attempts) == 3

def test_after(broad):
    assert names() == ["broad"]
    assert len(set(attempts)) == 1
"""

ASYNCIO = """
import asyncio
import pytest, pytest_asyncio
from helpers import create, names

@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def broad():
    await asyncio.to_thread(create, "broad")
    yield

@pytest_asyncio.fixture
async def narrow():
    create("narrow")
    yield
    await asyncio.to_thread(create, "teardown")

@pytest.mark.asyncio(loop_scope="module")
async def test_1(broad, narrow):
    await asyncio.to_thread(create, "test")
    assert names() == ["broad", "narrow", "test"]

@pytest.mark.asyncio
async def test_2(broad):
    assert names() == ["broad"]
"""

ANYIO = """
import pytest
from anyio import to_thread
from helpers import create, names

pytestmark = pytest.mark.anyio

@pytest.fixture
async def narrow(anyio_backend):
    await to_thread.run_sync(create, "narrow")

async def test_1(narrow):
    await to_thread.run_sync(create, "test")
    assert names() == ["narrow", "test"]

async def test_2():
    assert names() == []
"""

SYRUPY = """
def test_syrupy_owns_the_fixture(snapshot, aws_client):
    assert aws_client.sts.get_caller_identity()["Account"] == snapshot
"""


@pytest.mark.parametrize(
    ("code", "arguments", "outcomes"),
    [
        (RERUN, ("-p", "rerunfailures", "--reruns", "2"), {"passed": 2, "rerun": 2}),
        (ASYNCIO, ("-p", "asyncio", "-o", "asyncio_default_fixture_loop_scope=function"), {"passed": 2}),
        (
            SYRUPY,
            ("-p", "syrupy", "-p", "no:pytest_localstack.snapshot", "--snapshot-update"),
            {"passed": 1},
        ),
    ],
    ids=["reruns", "pytest-asyncio", "syrupy"],
)
def test_beside_other_plugins(
    run: Run, pytester: pytest.Pytester, code: str, arguments: tuple[str, ...], outcomes: dict[str, int]
) -> None:
    pytester.makepyfile(helpers=HELPERS, test_it=code)
    pytester.makeconftest(CONFTEST)

    result = run("--localstack", *arguments)

    found = result.parseoutcomes()
    assert {name: found.get(name, 0) for name in outcomes} == outcomes, result.stdout.str()
    assert not {"failed", "errors", "error"} & found.keys()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_anyio(run: Run, pytester: pytest.Pytester, backend: str) -> None:
    pytest.importorskip("anyio")
    pytest.importorskip(backend)
    pytester.makepyfile(helpers=HELPERS, test_it=ANYIO)
    pytester.makeconftest(
        CONFTEST + f"\nimport pytest\n@pytest.fixture\ndef anyio_backend(): return {backend!r}\n"
    )

    run("--localstack", "-p", "anyio").assert_outcomes(passed=2)


def test_collecting_boots_nothing(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    pytester.makeconftest(
        """
        import sys

        def pytest_collection_finish():
            assert not {"localstack.runtime", "botocore"} & set(sys.modules)
        """
    )

    assert run("--localstack", "--collect-only").ret == 0
