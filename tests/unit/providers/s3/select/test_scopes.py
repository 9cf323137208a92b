"""What paths mean in rows of CSV and JSON."""

from __future__ import annotations

import pytest
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.parser import parse
from localstack_providers.s3.select.scopes import CsvScope, JsonScope
from localstack_providers.s3.select.tree import Path, Projection, Source, Star
from localstack_providers.s3.select.values import MISSING, Value

HEADER = ("id", "Name", "x", "X")


def read(text: str) -> tuple[Path | None, Source]:
    """Read the path of a list with one, and the source."""
    statement = parse(f"SELECT {text}")
    [projection] = statement.projections
    if isinstance(projection, Star):
        return projection.path, statement.source
    assert isinstance(projection, Projection)
    assert isinstance(projection.value, Path)
    return projection.value, statement.source


def in_csv(text: str, header: tuple[str, ...] | None = HEADER) -> Value:
    path, source = read(text)
    assert path is not None
    return CsvScope(source, header).resolve(path)(["1", "Ann", "y"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("_2 FROM S3Object", "Ann"),
        ("s._2 FROM S3Object s", "Ann"),
        ("S3Object.name FROM S3Object", "Ann"),
        ('s."Name" FROM S3Object[*] s', "Ann"),
        ('"x" FROM S3Object', "y"),
        ('"X" FROM S3Object', MISSING),
        ("_9 FROM S3Object", MISSING),
    ],
)
def test_a_column_is_found_by_position_or_name(text: str, value: Value) -> None:
    assert in_csv(text) == value


@pytest.mark.parametrize(
    ("text", "header", "error"),
    [
        ('"name" FROM S3Object', HEADER, errors.MissingHeaders),
        ("x FROM S3Object", HEADER, errors.AmbiguousFieldName),
        ("name FROM S3Object", None, errors.InvalidColumnIndex),
        ("_0 FROM S3Object", HEADER, errors.InvalidColumnIndex),
        ("t.name FROM S3Object s", HEADER, errors.InvalidTableAlias),
        ("s.name.part FROM S3Object s", HEADER, errors.InvalidKeyPath),
        ("s[1] FROM S3Object s", HEADER, errors.InvalidKeyPath),
        ("name FROM S3Object[*].a", HEADER, errors.InvalidKeyPath),
    ],
)
def test_what_is_no_column_is_refused(
    text: str, header: tuple[str, ...] | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        in_csv(text, header)


def test_all_columns_have_the_header_s_names_or_positions() -> None:
    path, source = read("* FROM S3Object")

    columns = CsvScope(source, ("id",)).spread(path)(["1", "Ann"])

    assert list(columns) == [("id", "1"), ("_2", "Ann")]


ROOT: Value = {"a": {"b": [1, {"c": 2}], "B": 3}, "e": [], "_1": 4}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('s.a."b"[1].c FROM S3Object s', [2]),
        ("a['b'][0] FROM S3Object", [1]),
        ("_1 FROM S3Object", [4]),
        ("_1.c FROM S3Object[*].a[*]", [MISSING]),
        ("_1.c FROM S3Object[*].a['b'][*]", [MISSING, 2]),
        ("c FROM S3Object[*].a['b'][*].c", [MISSING, 2]),
        ("x FROM S3Object[*].a['b'][1].* x", [2]),
        ("x FROM S3Object[*].e[*].f x", [MISSING]),
        ("x FROM S3Object[*].nothing.* x", [MISSING]),
        ("nothing FROM S3Object", [MISSING]),
    ],
)
def test_json_is_followed_along_paths(text: str, values: list[Value]) -> None:
    path, source = read(text)
    assert path is not None
    scope = JsonScope(source)

    assert [scope.resolve(path)(row) for row in scope.rows(ROOT)] == values


def test_an_attribute_without_quotes_has_to_be_the_only_one() -> None:
    path, source = read("s.a.b FROM S3Object s")
    assert path is not None

    with pytest.raises(errors.AmbiguousFieldName):
        JsonScope(source).resolve(path)(ROOT)


@pytest.mark.parametrize(
    ("text", "row", "columns"),
    [
        ("* FROM S3Object", {"a": 1}, [("a", 1)]),
        ("* FROM S3Object", [1], [("_1", [1])]),
        ("* FROM S3Object", MISSING, []),
        ("s.a.* FROM S3Object s", {"a": {"b": 2}}, [("b", 2)]),
    ],
)
def test_all_attributes_are_columns(text: str, row: Value, columns: list[tuple[str, Value]]) -> None:
    path, source = read(text)

    assert list(JsonScope(source).spread(path)(row)) == columns
