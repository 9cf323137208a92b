"""What a request says about formats."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import errors as s3_errors
from localstack_providers.s3.select import errors, serialization
from localstack_providers.s3.select.csv_input import CsvInput
from localstack_providers.s3.select.json_input import JsonInput
from localstack_providers.s3.select.output import CsvOutput, JsonOutput
from localstack_providers.s3.select.serialization import Input


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"CSV": {}}, Input(CsvInput(), "NONE")),
        (
            {"CSV": {"FileHeaderInfo": "Use", "Comments": "%"}, "CompressionType": "GZIP"},
            Input(CsvInput(header="USE", comment="%"), "GZIP"),
        ),
        ({"JSON": {"Type": "Lines"}}, Input(JsonInput(is_lines=True), "NONE")),
        ({"JSON": {"Type": "DOCUMENT"}}, Input(JsonInput(is_lines=False), "NONE")),
    ],
)
def test_the_format_of_an_object_is_read(given: dict[str, Any], expected: Input) -> None:
    assert serialization.parse_input(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"CSV": {"QuoteFields": "ALWAYS", "FieldDelimiter": ";"}}, CsvOutput(True, ";")),
        ({"JSON": {"RecordDelimiter": "\r\n"}}, JsonOutput("\r\n")),
    ],
)
def test_the_format_of_records_is_read(given: dict[str, Any], expected: CsvOutput | JsonOutput) -> None:
    assert serialization.parse_output(given) == expected


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (None, errors.MissingRequiredParameter),
        ({}, errors.InvalidDataSource),
        ({"CSV": {}, "Parquet": {}}, errors.ObjectSerializationConflict),
        ({"CompressionType": "NONE"}, errors.InvalidDataSource),
        ({"CSV": {}, "CompressionType": "ZSTD"}, errors.InvalidCompressionFormat),
        ({"CSV": {"FileHeaderInfo": "?"}}, errors.InvalidFileHeaderInfo),
        ({"CSV": {"QuoteCharacter": "''"}}, errors.InvalidRequestParameter),
        ({"JSON": {}}, errors.MissingRequiredParameter),
        ({"JSON": {"Type": "?"}}, errors.InvalidJsonType),
        ({"Parquet": {}}, s3_errors.NotImplemented),
    ],
)
def test_a_wrong_format_of_an_object_is_refused(given: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        serialization.parse_input(given)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, errors.MissingRequiredParameter),
        ({"CSV": {}, "JSON": {}}, errors.ObjectSerializationConflict),
        ({"CSV": {"QuoteFields": "?"}}, errors.InvalidQuoteFields),
    ],
)
def test_a_wrong_format_of_records_is_refused(given: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        serialization.parse_output(given)


@pytest.mark.parametrize(
    "given",
    [
        {"CSV": {}, "CompressionType": "GZIP"},
        {"CSV": {"AllowQuotedRecordDelimiter": True}},
        {"JSON": {"Type": "DOCUMENT"}},
    ],
)
def test_some_formats_are_not_read_from_the_middle(given: dict[str, Any]) -> None:
    with pytest.raises(errors.UnsupportedScanRangeInput):
        _ = serialization.parse_input(given).delimiter
    with pytest.raises(errors.InvalidExpressionType):
        serialization.require_sql("PARTIQL")
