"""`localstack snapshot`: what is done with recordings outside of a test run.

Exit codes: 0 nothing to tell, or done; 1 something was found; 2 it cannot be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pytest_localstack.snapshot.unused.usage import Usage

FOUND = 1
FAILED = 2
ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that the paths in node ids and reports begin at: pytest's rootdir.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def snapshot() -> None:
    """Look after recorded snapshots: unused ones, renamed tests, others' recordings, differences.

    \b
    Exit codes: 0 done, or nothing found; 1 found something; 2 it cannot be done.
    """


@contextmanager
def _errors() -> Iterator[None]:
    from pytest_localstack.snapshot.errors import SnapshotError

    try:
        yield
    except SnapshotError as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(FAILED) from error


@snapshot.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--delete", "is_deleting", is_flag=True, help="Delete what is found.")
@ROOT
def unused(paths: tuple[Path, ...], is_deleting: bool, root: Path) -> None:
    """Name recorded entries and match keys that no test asks for.

    PATHS are reports that runs wrote by `pytest --snapshot-unused-report FILE`, those of all shards: what they know
    together decides. Or they are tests, as pytest takes them (none: all); these are collected and not run, and only
    entries of tests that do not exist are found.
    """
    with _errors():
        from pytest_localstack.snapshot.errors import SnapshotError
        from pytest_localstack.snapshot.unused.found import counted, delete, find, lines

        usage, root = _usage(paths, root)
        if usage.broken:
            raise SnapshotError(
                f"a run did not end in order: {usage.broken}\nRun it again: without it nothing is known."
            )
        found = find(usage, root.resolve())
        if not found:
            return
        click.echo(f"{counted(found)}{', deleted' if is_deleting else ''}:")
        for line in lines(found, root.resolve()):
            click.echo(line)
        if is_deleting:
            delete(found)
            return
    raise SystemExit(FOUND)


def _usage(paths: tuple[Path, ...], root: Path) -> tuple[Usage, Path]:
    from pytest_localstack.snapshot.unused.usage import merged, read

    if paths and all(path.suffix == ".json" for path in paths):
        return merged(map(read, paths)), root
    from pytest_localstack.snapshot.upkeep.collecting import collect

    where = [str(path) for path in paths] or ([str(root)] if root != Path() else [])
    suite = collect(where)
    return suite.usage, suite.root


@snapshot.command()
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Only say what would be renamed.")
@ROOT
def rename(old: str, new: str, dry_run: bool, root: Path) -> None:
    """Have recordings, raw values and validations follow a renamed test.

    OLD and NEW are node ids (tests/test_a.py::TestX::test_y, with its parameters or for all of them), classes
    (tests/test_a.py::TestX), test files (tests/test_a.py) or folders (tests/a). Nothing is overwritten.
    """
    with _errors():
        from pytest_localstack.snapshot.upkeep.renaming import apply, plan

        moves = plan(root, old, new)
        for move in moves:
            if not dry_run:
                apply(move)
            where = f"{move.source}" if move.source == move.target else f"{move.source} -> {move.target}"
            click.echo(where)
            for before, after in move.names.items():
                click.echo(f"  {before} -> {after}")


@snapshot.command(name="import")
@click.argument("checkout", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("tests", nargs=-1, type=click.Path(exists=True))
@click.option(
    "--apply", "is_applied", is_flag=True, help="Write the entries; without it they are only named."
)
def import_(checkout: Path, tests: tuple[str, ...], is_applied: bool) -> None:
    """Adopt the recordings of a LocalStack checkout for tests of your own.

    TESTS, as pytest takes them (none: all), are collected, not run. A test gets the entry whose node id ends as its
    own does: file, class, name and parameters; else the only one of its class and name, or of its name. Validations
    and raw values come along, everything as it is recorded there. A test that is recorded already keeps its own.
    """
    with _errors():
        from pytest_localstack.snapshot.upkeep.adopting import apply, plan
        from pytest_localstack.snapshot.upkeep.collecting import collect

        adoptions = plan(checkout, collect(tests).tests)
        count = 0
        for adoption in adoptions:
            name = adoption.test.keys[0]
            if adoption.source is None:
                click.echo(f"{name}: {adoption.why}")
                continue
            count += 1
            click.echo(f"{name} <- {adoption.source.name}")
            if is_applied:
                apply(adoption)
    adopted = "adopted" if is_applied else "would be adopted; --apply writes them"
    click.echo(f"{count} of {len(adoptions)} tests with snapshots: {adopted}")
    raise SystemExit(0 if count else FOUND)


@snapshot.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
def diff(before: str, after: str | None) -> None:
    """Compare the recordings of A and B.

    \b
    A and B are
      two recording files:      a.snapshot.json b.snapshot.json
      files of git revisions:   main:tests/test_a.snapshot.json tests/test_a.snapshot.json
      two git revisions:        main HEAD   (every recording file that changed; without B the working tree)
    Dates alone do not count.
    """
    is_different = False
    with _errors():
        from pytest_localstack.snapshot.upkeep.differing import differences
        from pytest_localstack.snapshot.upkeep.revisions import pairs

        for pair in pairs(before, after):
            lines = list(differences(pair.before, pair.after))
            if lines:
                is_different = True
                click.echo(pair.name)
                for line in lines:
                    click.echo(f"  {line}")
    raise SystemExit(FOUND if is_different else 0)
