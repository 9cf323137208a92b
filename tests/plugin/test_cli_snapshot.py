"""`localstack snapshot unused|rename|import|diff`, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Result = subprocess.CompletedProcess[str]
Cli = Callable[..., Result]

TESTS = """
    import pytest

    def test_one(snapshot):
        snapshot.match("value", {"a": 1, "b": [1, 2]})

    @pytest.mark.parametrize("name", ["x", "y"])
    def test_two(snapshot, name):
        snapshot.match("name", name)
"""


@pytest.fixture
def cli(pytester: pytest.Pytester) -> Cli:
    """Run the command in a process of its own, in the folder of the test."""

    def run(*arguments: str) -> Result:
        command = [sys.executable, "-m", "localstack.cli.main", "snapshot", *arguments]
        return subprocess.run(command, cwd=pytester.path, capture_output=True, text=True)

    return run


@pytest.fixture(autouse=True)
def _recorded(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TESTS)
    pytester.runpytest("--snapshot-update", "--snapshot-raw").assert_outcomes(passed=3)


def names(path: Path) -> list[str]:
    return [name.partition("::")[2] for name in json.loads(path.read_text())]


def git(*arguments: str) -> None:
    who = ("-c", "user.name=n", "-c", "user.email=e@localhost")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("command", [(), ("unused",), ("rename",), ("import",), ("diff",)])
def test_help_tells_what_a_command_does(cli: Cli, command: tuple[str, ...]) -> None:
    result = cli(*command, "--help")

    assert result.returncode == 0
    assert result.stdout.startswith("Usage: localstack snapshot")
    assert len(result.stdout.splitlines()) > 8


def test_unused_merges_the_reports_of_shards(cli: Cli, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TESTS.replace('"y"', '"z"'))
    for number, chosen in enumerate(("one", "two"), 1):
        pytester.runpytest(f"--snapshot-unused-report=used-{number}.json", "-k", chosen)

    part = cli("unused", "used-1.json")
    whole = cli("unused", "used-1.json", "used-2.json")

    assert (part.returncode, part.stdout) == (0, "")
    assert whole.returncode == 1
    assert whole.stdout.splitlines() == [
        "2 unused entries:",
        "test_aws.snapshot.json",
        "  test_aws.py::test_two[y]: there is no such test",
        "test_aws.raw.snapshot.json",
        "  test_aws.py::test_two[y]: there is no such test",
    ]


def test_unused_deletes(cli: Cli, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TESTS.replace('"y"', '"z"'))

    result = cli("unused", "--delete")

    assert result.returncode == 0
    assert "2 unused entries, deleted:" in result.stdout
    assert names(pytester.path / "test_aws.snapshot.json") == ["test_one", "test_two[x]"]
    assert cli("unused").returncode == 0


def test_unused_without_a_report_collects_the_tests(cli: Cli, pytester: pytest.Pytester) -> None:
    (pytester.path / "test_aws.py").rename(pytester.path / "test_other.py")

    result = cli("unused")

    assert result.returncode == 1
    assert "6 unused entries:" in result.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[]", "is no report of a run"),
        ('{"snapshot-usage": 1, "broken": "stopping after 1 failures", "files": {}}', "did not end in order"),
    ],
)
def test_unused_refuses_what_is_no_whole_report(
    cli: Cli, pytester: pytest.Pytester, content: str, told: str
) -> None:
    (pytester.path / "used.json").write_text(content)

    result = cli("unused", "used.json")

    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_unused_refuses_tests_that_cannot_be_collected(cli: Cli, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_broken="import nothing_of_that_name")

    result = cli("unused")

    assert result.returncode == 2
    assert "test_broken.py: ModuleNotFoundError" in result.stderr


def test_rename_moves_entries_and_the_renamed_tests_match(cli: Cli, pytester: pytest.Pytester) -> None:
    code = (pytester.path / "test_aws.py").read_text()
    (pytester.path / "test_aws.py").unlink()
    pytester.makepyfile(**{"tests/test_new": code.replace("test_two", "test_second")})

    dry = cli("rename", "--dry-run", "test_aws.py", "tests/test_new.py")
    there = sorted(path.name for path in pytester.path.glob("*.json"))
    moved = cli("rename", "test_aws.py", "tests/test_new.py")
    inside = cli("rename", "tests/test_new.py::test_two", "tests/test_new.py::test_second")

    assert (dry.returncode, moved.returncode, inside.returncode) == (0, 0, 0)
    assert dry.stdout == moved.stdout
    assert there == ["test_aws.raw.snapshot.json", "test_aws.snapshot.json"]
    assert "  tests/test_new.py::test_two[x] -> tests/test_new.py::test_second[x]" in inside.stdout
    assert list(pytester.path.glob("*.json")) == []
    pytester.runpytest("--snapshot-unused=error").assert_outcomes(passed=3)


def test_rename_refuses_a_name_that_nothing_has(cli: Cli) -> None:
    result = cli("rename", "test_aws.py::test_on", "test_aws.py::test_1")

    assert (result.returncode, result.stdout) == (2, "")
    assert "Did you mean test_aws.py::test_one" in result.stderr


@pytest.fixture
def checkout(pytester: pytest.Pytester) -> Path:
    """Make a folder as a LocalStack checkout has them."""
    folder = pytester.path / "checkout/tests/aws/services/sqs"
    folder.mkdir(parents=True)
    prefix = "tests/aws/services/sqs/test_sqs.py::TestSqs::"

    def entry(value: object) -> dict[str, object]:
        return {"recorded-date": "01-01-2024, 00:00:00", "recorded-content": {"value": value}}

    recorded = {f"{prefix}test_send[{name}]": entry(name) for name in ("x", "y")}
    recorded |= {f"{prefix}test_purge": entry("p"), f"{prefix}test_twice": entry(1)}
    recorded["tests/aws/services/sqs/test_sqs.py::TestOther::test_twice"] = entry(2)
    (folder / "test_sqs.snapshot.json").write_text(json.dumps(recorded, indent=2) + "\n")
    validated = {f"{prefix}test_purge": {"last_validated_date": "2024-01-01T00:00:00+00:00"}}
    (folder / "test_sqs.validation.json").write_text(json.dumps(validated, indent=2) + "\n")
    return pytester.path / "checkout"


OWN = """
    import pytest

    class TestSqs:
        @pytest.mark.parametrize("name", ["x", "z"])
        def test_send(self, snapshot, name):
            snapshot.match("value", name)

    def test_purge(snapshot):
        snapshot.match("value", "p")

    def test_twice(snapshot):
        snapshot.match("value", 1)

    def test_without():
        pass
"""


def test_import_names_what_it_would_adopt_and_adopts_when_told(
    cli: Cli, pytester: pytest.Pytester, checkout: Path
) -> None:
    pytester.makepyfile(**{"own/test_mine": OWN})

    dry = cli("import", str(checkout), "own")
    before = list((pytester.path / "own").glob("*.json"))
    applied = cli("import", str(checkout), "own", "--apply")
    again = cli("import", str(checkout), "own", "--apply")

    prefix = "tests/aws/services/sqs/test_sqs.py"
    assert dry.stdout.splitlines() == [
        f"own/test_mine.py::TestSqs::test_send[x] <- {prefix}::TestSqs::test_send[x]",
        "own/test_mine.py::TestSqs::test_send[z]: has no recording there",
        f"own/test_mine.py::test_purge <- {prefix}::TestSqs::test_purge",
        f"own/test_mine.py::test_twice: fits 2 recordings: {prefix}::TestSqs::test_twice, "
        f"{prefix}::TestOther::test_twice",
        "2 of 4 tests with snapshots: would be adopted; --apply writes them",
    ]
    assert (dry.returncode, applied.returncode, again.returncode) == (0, 0, 1)
    assert before == []
    recorded = json.loads((pytester.path / "own/test_mine.snapshot.json").read_text())
    assert recorded["own/test_mine.py::test_purge"] == {
        "recorded-date": "01-01-2024, 00:00:00",
        "recorded-content": {"value": "p"},
    }
    assert names(pytester.path / "own/test_mine.validation.json") == ["test_purge"]
    assert "test_purge: is recorded already" in again.stdout
    pytester.runpytest("own", "-k", "x or purge").assert_outcomes(passed=2, deselected=3)


def test_import_refuses_a_folder_without_recordings(cli: Cli, pytester: pytest.Pytester) -> None:
    pytester.mkdir("empty")

    result = cli("import", "empty")

    assert (result.returncode, result.stdout) == (2, "")
    assert "Give the folder of a LocalStack checkout" in result.stderr


DIFFERENT = [
    "  test_aws.py::test_one (*)",
    "    value",
    "      (~) $.a 1 -> 5",
    "  test_aws.py::test_two?y?",
    "    (-) removed",
]


def changed(pytester: pytest.Pytester) -> Path:
    path = pytester.path / "test_aws.snapshot.json"
    content = json.loads(path.read_text())
    content["test_aws.py::test_one"]["recorded-content"]["value"]["a"] = 5
    content["test_aws.py::test_two[x]"]["recorded-date"] = "02-02-2022, 00:00:00"
    del content["test_aws.py::test_two[y]"]
    path.write_text(json.dumps(content, indent=2))
    return path


def test_diff_compares_two_files(cli: Cli, pytester: pytest.Pytester) -> None:
    old = pytester.path / "old.json"
    old.write_bytes((pytester.path / "test_aws.snapshot.json").read_bytes())
    changed(pytester)

    result = cli("diff", "old.json", "test_aws.snapshot.json")
    same = cli("diff", "old.json", "old.json")

    pytest.LineMatcher(result.stdout.splitlines()).fnmatch_lines(
        ["old.json test_aws.snapshot.json", "  test_aws.py::test_one*", *DIFFERENT[1:3]]
    )
    assert "test_two[x]" not in result.stdout
    assert "(-) removed" in result.stdout
    assert (result.returncode, same.returncode, same.stdout) == (1, 0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("HEAD",),
        ("HEAD", "changed"),
        ("HEAD:test_aws.snapshot.json",),
        ("HEAD", "test_aws.snapshot.json"),
        ("HEAD:test_aws.snapshot.json", "changed"),
    ],
    ids=" ".join,
)
def test_diff_compares_revisions(cli: Cli, pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    git("init", "-q")
    git("add", "test_aws.snapshot.json")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "changed")
    changed(pytester)
    git("commit", "-qam", "second")
    git("update-ref", "refs/heads/base", "HEAD~1")

    result = cli("diff", *(argument.replace("HEAD", "base") for argument in arguments))

    assert result.returncode == 1, result.stderr
    assert "(~) $.a 1 -> 5" in result.stdout
    assert "(-) removed" in result.stdout


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("test_aws.snapshot.json",), ("test_aws.py", "test_aws.py")]
)
def test_diff_refuses_what_cannot_be_compared(cli: Cli, arguments: tuple[str, ...]) -> None:
    result = cli("diff", *arguments)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
