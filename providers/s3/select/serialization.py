"""How the object is written and how the records are wanted, as a request says it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from localstack_providers.s3 import errors as s3_errors

from . import errors
from .csv_input import NEWLINE, CsvInput
from .json_input import JsonInput
from .output import CsvOutput, JsonOutput

_COMPRESSIONS: Final = frozenset({"NONE", "GZIP", "BZIP2"})
_HEADERS: Final = frozenset({"NONE", "IGNORE", "USE"})


class Input(NamedTuple):
    """How the object is written."""

    format: CsvInput | JsonInput
    compression: str

    @property
    def delimiter(self) -> str:
        """What ends a record.

        :raises UnsupportedScanRangeInput: when a reader cannot begin behind any of it.
        """
        if self.compression != "NONE":
            raise errors.UnsupportedScanRangeInput
        if isinstance(self.format, CsvInput) and not self.format.has_quoted_delimiters:
            return self.format.record_delimiter
        if isinstance(self.format, JsonInput) and self.format.is_lines:
            return NEWLINE
        raise errors.UnsupportedScanRangeInput


def require_sql(expression_type: str | None) -> None:
    """Check the language of an expression.

    :raises InvalidExpressionType: when it is another.
    """
    if required(expression_type, "ExpressionType").upper() != "SQL":
        raise errors.InvalidExpressionType


def required(value: Any, element: str) -> Any:
    """Give what a request has to bring.

    :raises MissingRequiredParameter: when it does not.
    """
    if value is None or value == "":
        raise errors.MissingRequiredParameter(element)
    return value


def parse_input(given: Mapping[str, Any] | None) -> Input:
    """Read how the object is written.

    :raises ObjectSerializationConflict: when there is more than one format.
    :raises InvalidDataSource: when there is none.
    :raises NotImplemented: when it is Parquet, which only AWS reads.
    """
    given = required(given, "InputSerialization")
    formats = [name for name in ("CSV", "JSON", "Parquet") if given.get(name) is not None]
    if len(formats) > 1:
        raise errors.ObjectSerializationConflict
    compression = (given.get("CompressionType") or "NONE").upper()
    if compression not in _COMPRESSIONS:
        raise errors.InvalidCompressionFormat
    match formats:
        case ["CSV"]:
            return Input(_csv_input(given["CSV"]), compression)
        case ["JSON"]:
            return Input(_json_input(given["JSON"]), compression)
        case ["Parquet"]:
            raise s3_errors.NotImplemented(
                "Objects in Parquet cannot be queried in the emulator: only CSV and JSON can."
            )
    raise errors.InvalidDataSource


def parse_output(given: Mapping[str, Any] | None) -> CsvOutput | JsonOutput:
    """Read how the records are wanted.

    :raises ObjectSerializationConflict: when there is more than one format.
    :raises MissingRequiredParameter: when there is none.
    """
    given = required(given, "OutputSerialization")
    csv, json = given.get("CSV"), given.get("JSON")
    if csv is not None and json is not None:
        raise errors.ObjectSerializationConflict
    if csv is not None:
        return _csv_output(csv)
    json = required(json, "OutputSerialization")
    return JsonOutput(_mark(json, "RecordDelimiter", NEWLINE, longest=2))


def _csv_input(given: Mapping[str, Any]) -> CsvInput:
    header = (given.get("FileHeaderInfo") or "NONE").upper()
    if header not in _HEADERS:
        raise errors.InvalidFileHeaderInfo
    return CsvInput(
        header,
        _mark(given, "FieldDelimiter", ","),
        _mark(given, "RecordDelimiter", NEWLINE, longest=2),
        _mark(given, "QuoteCharacter", '"'),
        _mark(given, "QuoteEscapeCharacter", '"'),
        _mark(given, "Comments", "#"),
        bool(given.get("AllowQuotedRecordDelimiter")),
    )


def _json_input(given: Mapping[str, Any]) -> JsonInput:
    kind = required(given.get("Type"), "Type")
    if kind.upper() not in ("DOCUMENT", "LINES"):
        raise errors.InvalidJsonType(kind)
    return JsonInput(is_lines=kind.upper() == "LINES")


def _csv_output(given: Mapping[str, Any]) -> CsvOutput:
    quotes = (given.get("QuoteFields") or "ASNEEDED").upper()
    if quotes not in ("ALWAYS", "ASNEEDED"):
        raise errors.InvalidQuoteFields
    return CsvOutput(
        quotes == "ALWAYS",
        _mark(given, "FieldDelimiter", ","),
        _mark(given, "RecordDelimiter", NEWLINE, longest=2),
        _mark(given, "QuoteCharacter", '"'),
        _mark(given, "QuoteEscapeCharacter", '"'),
    )


def _mark(given: Mapping[str, Any], member: str, default: str, longest: int = 1) -> str:
    """Read a delimiter or quotation mark.

    :param longest: a carriage return and a line feed may end records together.
    """
    mark: str = given.get(member) or default
    if len(mark) > longest:
        raise errors.InvalidRequestParameter
    return mark
