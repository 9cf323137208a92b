"""Change the domain modules of S3 one place at a time, and see whether their unit tests notice.

Run as `python -m tests.mutants [--sample N] [module …]`; `make mutants` takes all modules. A mutant is a comparison,
a condition, an operator, a constant or a statement that is another, or gone. The tests of a module are those in the
file named as it, and those that import it. Each mutant runs in a process forked off one that has imported all but S3.
What survives is printed with its place.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import random
import signal
import types
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "providers" / "s3"
TESTS = ROOT / "tests" / "unit" / "providers" / "s3"
PACKAGE = "localstack_providers.s3"
SECONDS = 20
# Wiring, and what is declared only.
LEFT_OUT = ("__init__", "plugins", "provider", "ignored", "errors", "store")
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """A module with one change.

    :ivar line: where it is.
    :ivar change: what it is, for people.
    """

    line: int
    change: str
    tree: ast.Module


def mutants_of(tree: ast.Module) -> Iterator[Mutant]:
    """Give every mutant of a module: of its functions' bodies, for declarations are not behaviour."""
    for number, node in enumerate(ast.walk(tree)):
        for change, edit in _edits(node):
            mutated = copy.deepcopy(tree)
            twin = next(one for at, one in enumerate(ast.walk(mutated)) if at == number)
            edit(twin)
            yield Mutant(getattr(node, "lineno", 0), change, ast.fix_missing_locations(mutated))


def _edits(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARISONS:
            other = _COMPARISONS[type(operator)]
            yield f"{ast.unparse(node)}: {other.__name__}", lambda twin: twin.ops.__setitem__(0, other())
        case ast.BoolOp():
            swapped = ast.And if isinstance(node.op, ast.Or) else ast.Or
            yield f"{ast.unparse(node)}: {swapped.__name__}", lambda twin: setattr(twin, "op", swapped())
        case ast.BinOp(op=operator) if type(operator) in _OPERATORS:
            changed = _OPERATORS[type(operator)]
            yield f"{ast.unparse(node)}: {changed.__name__}", lambda twin: setattr(twin, "op", changed())
        case ast.If() | ast.IfExp() | ast.While():
            yield (
                f"if {ast.unparse(node.test)}: never",
                lambda twin: setattr(twin, "test", ast.Constant(False)),
            )
            yield (
                f"if {ast.unparse(node.test)}: always",
                lambda twin: setattr(twin, "test", ast.Constant(True)),
            )
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield f"{ast.unparse(node)}: None", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Expr(value=ast.Yield()):
            yield f"{ast.unparse(node)}: gone", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.Constant(value=bool() as truth):
            yield f"{truth}: {not truth}", lambda twin: setattr(twin, "value", not truth)
        case ast.Constant(value=int() as amount):
            yield f"{amount}: {amount + 1}", lambda twin: setattr(twin, "value", amount + 1)


def functions_only(tree: ast.Module) -> set[int]:
    """Give the lines that are in functions."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for statement in node.body
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    }


def tests_of(name: str) -> list[str]:
    """Name the files of tests that are about a module."""
    dotted = name.replace("/", ".")
    short = dotted.rpartition(".")[2]
    folder = TESTS / Path(name).parent
    found = {folder / f"test_{short}.py"} if (folder / f"test_{short}.py").exists() else set()
    for path in TESTS.rglob("test_*.py"):
        text = path.read_text()
        package = f"{PACKAGE}.{dotted}".rpartition(".")[0]
        imported = f"from {package} import" in text and f"{short}." in text
        if imported or f"from {PACKAGE}.{dotted} import" in text:
            found.add(path)
    return sorted(map(str, found))


def is_killed(name: str, mutant: Mutant, tests: list[str]) -> bool:
    """Run the tests of a module on a mutant of it, in a process of its own."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != pytest.ExitCode.OK
    try:
        signal.alarm(SECONDS)
        _install(name, mutant)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        # What is imported already cannot be rewritten; that is no failure here.
        unwritten = "ignore::pytest.PytestAssertRewriteWarning"
        options = ["-x", "-q", "-p", "no:cacheprovider", "-n", "0", "-W", unwritten]
        os._exit(int(pytest.main([*options, *tests])))
    except BaseException:  # noqa: BLE001 - a module that cannot even be made is a mutant that is noticed
        os._exit(1)


def _install(name: str, mutant: Mutant) -> None:
    """Have a module that is not imported yet be the mutant."""
    target, of_file = f"{PACKAGE}.{name.replace('/', '.')}", SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, fullname: str) -> types.CodeType | None:
        if fullname == target:
            return compile(mutant.tree, loader.path, "exec")
        return of_file(loader, fullname)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010 - its type is the base's


def modules() -> list[str]:
    """Name the domain modules."""
    paths = (path.relative_to(SOURCE).with_suffix("") for path in sorted(SOURCE.rglob("*.py")))
    return [
        str(path)
        for path in paths
        if path.name not in LEFT_OUT and not path.name.startswith("provider_") and tests_of(str(path))
    ]


def main() -> None:
    """Run mutants and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=40, metavar="N", help="mutants of a module; 0 for all")
    parser.add_argument("modules", nargs="*", help="all without it: access, select/like …")
    given = parser.parse_args()
    total = [0, 0]
    importlib.import_module("localstack.runtime")
    for name in given.modules or modules():
        tree = ast.parse((SOURCE / f"{name}.py").read_text())
        lines, tests = functions_only(tree), tests_of(name)
        if is_killed(name, Mutant(0, "", tree), tests):
            raise SystemExit(f"{name}: its tests fail without any change")
        found = [mutant for mutant in mutants_of(tree) if mutant.line in lines]
        if given.sample and len(found) > given.sample:
            found = random.Random(name).sample(found, given.sample)
        survivors = [mutant for mutant in found if not is_killed(name, mutant, tests)]
        total = [total[0] + len(found) - len(survivors), total[1] + len(found)]
        print(f"{name}: {len(found) - len(survivors)} of {len(found)} killed", flush=True)
        for mutant in sorted(survivors, key=lambda mutant: mutant[:2]):
            print(
                f"    providers/s3/{name}.py:{mutant.line}: {' '.join(mutant.change.split())[:120]}",
                flush=True,
            )
    print(f"all: {total[0]} of {total[1]} killed, {100 * total[0] / max(total[1], 1):.1f} %")


if __name__ == "__main__":
    main()
