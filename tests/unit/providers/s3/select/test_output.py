"""Records as bytes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.output import CsvOutput, JsonOutput
from localstack_providers.s3.select.query import Record
from localstack_providers.s3.select.text import MAX_CHARACTERS
from localstack_providers.s3.select.timestamps import Timestamp
from localstack_providers.s3.select.values import MISSING, Value

RECORD: Record = [
    ("a", 1),
    ("b", Decimal("1.50")),
    ("c", True),
    ("d", None),
    ("e", MISSING),
    ("f", 'é "x"'),
    ("g", Timestamp.parse("2017T")),
]


def test_a_record_is_written_as_csv() -> None:
    assert CsvOutput().write(RECORD).decode() == '1,1.50,true,,,"é ""x""",2017T\n'


def test_a_record_is_written_as_json_without_what_is_missing() -> None:
    assert JsonOutput("|").write(RECORD).decode() == (
        '{"a":1,"b":1.50,"c":true,"d":null,"f":"é \\"x\\"","g":"2017T"}|'
    )


def test_json_keeps_what_is_nested_and_columns_of_one_name() -> None:
    record: Record = [("a", {"b": [1, {"c": MISSING, "d": 0.5}]}), ("a", "again")]

    assert JsonOutput().write(record).decode() == '{"a":{"b":[1,{"d":0.5}]},"a":"again"}\n'


@pytest.mark.parametrize(
    ("output", "text"),
    [
        (CsvOutput(always_quotes=True), '"a";"b,c"'.replace(";", ",") + "\n"),
        (CsvOutput(field_delimiter=";"), "a;b,c\n"),
        (CsvOutput(quote="'", record_delimiter="|"), "a,'b,c'|"),
    ],
)
def test_marks_are_as_asked_for(output: CsvOutput, text: str) -> None:
    assert output.write([("_1", "a"), ("_2", "b,c")]).decode() == text


def test_quotes_are_escaped_as_asked_for() -> None:
    assert CsvOutput(escape="\\").write([("_1", 'a"b\\')]).decode() == '"a\\"b\\\\"\n'


def test_csv_holds_nothing_nested() -> None:
    with pytest.raises(errors.InvalidDataType):
        CsvOutput().write([("a", [1])])


def test_long_and_deep_records_are_refused() -> None:
    deep: Value = []
    for _ in range(2000):
        deep = [deep]

    with pytest.raises(errors.OverMaxRecordSize):
        CsvOutput().write([("a", "x" * MAX_CHARACTERS), ("b", "x")])
    with pytest.raises(errors.JSONParsingError):
        JsonOutput().write([("a", deep)])
