"""Errors of a request to select and of what it reads; each class is named as the error's code.

Texts that differ from the list of the documentation are what AWS has been seen to answer with.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#SelectObjectContentErrorCodeList
"""

from __future__ import annotations

from localstack.aws.errors import NamedServiceException

_AGAIN = "Please check the service documentation and try again."


class AmbiguousFieldName(NamedServiceException):
    """A name without quotes fits several columns or attributes."""

    text = (
        "The field name matches to multiple fields in the file. "
        "Check the SQL expression and the file, and try again."
    )


class CastFailed(NamedServiceException):
    """A value has no counterpart in the type it is cast to."""

    text = "An attempt to convert from one data type to another using CAST failed in the SQL expression."


class CSVEscapingRecordDelimiter(NamedServiceException):
    """A field in quotes goes on behind the end of its record."""

    text = (
        "A quoted record delimiter was found in the file. To allow quoted record delimiters, "
        "set AllowQuotedRecordDelimiter to 'TRUE'."
    )


class CSVUnescapedQuote(NamedServiceException):
    """The object ends within quotes."""

    text = (
        "An unescaped quote was found while parsing the CSV file. To allow quoted record delimiters, "
        "set AllowQuotedRecordDelimiter to 'TRUE'."
    )


class EvaluatorInvalidTimestampFormatPatternSymbol(NamedServiceException):
    """A letter of a format means nothing."""

    text = "The timestamp format pattern contains a symbol in the SQL expression that is not valid."


class EvaluatorInvalidTimestampFormatPatternToken(NamedServiceException):
    """A letter of a format is repeated too often."""

    text = "The timestamp format pattern contains a token in the SQL expression that is not valid."


class EvaluatorLikePatternInvalidEscapeSequence(NamedServiceException):
    """An escape is no character, or escapes nothing that has a meaning."""

    text = "An argument given to the LIKE expression was not valid."


class EvaluatorUnterminatedTimestampFormatPatternToken(NamedServiceException):
    """Text in a format has no closing quote."""

    text = "The timestamp format pattern contains an unterminated token in the SQL expression."


class ExternalEvalException(NamedServiceException):
    """An expression has no value, such as a division by nought."""

    text = "The query cannot be evaluated. Check the file and try again."


class IllegalSqlFunctionArgument(NamedServiceException):
    """An argument is of the right type and makes no sense."""

    text = "An illegal argument was used in the SQL function."


class IncorrectSqlFunctionArgumentType(NamedServiceException):
    """An argument is of another type than the function takes."""

    text = "An incorrect argument type was specified in a function call in the SQL expression."


class IntegerOverflow(NamedServiceException):
    """An integer does not fit into eight bytes."""

    text = "An integer overflow or underflow occurred in the SQL expression."


class InvalidColumnIndex(NamedServiceException):
    """A column is named that is no position, where only positions are names."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"The column index at line {line}, column {column} is invalid. {_AGAIN}")


class InvalidCompressionFormat(NamedServiceException):
    """Content is not compressed as the request says."""

    text = "The file is not in a supported compression format. Only GZIP and BZIP2 are supported."

    @classmethod
    def of_object(cls, compression: str) -> InvalidCompressionFormat:
        """Say that an object is not compressed in this way."""
        return cls(
            f"{compression} is not applicable to the queried object. Please correct the request and try again."
        )


class InvalidDataSource(NamedServiceException):
    """No format is given to read the object in."""

    text = "The data source type is not valid. Only CSV, JSON, and Parquet are supported."


class InvalidDataType(NamedServiceException):
    """An operator cannot be applied to values of these types, or the output cannot hold one."""

    text = "The SQL expression contains a data type that is not valid."


class InvalidExpressionType(NamedServiceException):
    """An expression is in another language than SQL."""

    text = "The ExpressionType value is not valid. Only SQL expressions are supported."


class InvalidFileHeaderInfo(NamedServiceException):
    """What the first line is said to be is none of what it may be."""

    text = "The FileHeaderInfo value is not valid. Only NONE, USE, and IGNORE are supported."


class InvalidJsonType(NamedServiceException):
    """The type of JSON is none of those there are."""

    def __init__(self, value: str) -> None:
        super().__init__(f"The {value} jsonType is invalid. {_AGAIN}")


class InvalidKeyPath(NamedServiceException):
    """A path leads into what has no parts."""

    text = "The key path in the SQL expression is not valid."


class InvalidQuoteFields(NamedServiceException):
    """When to use quotes is none of the times there are."""

    text = "The QuoteFields value is not valid. Only ALWAYS and ASNEEDED are supported."


class InvalidRequestParameter(NamedServiceException):
    """A delimiter or quotation mark is not a character."""

    text = (
        "The value of a parameter in the SelectRequest element is not valid. "
        "Check the service API documentation and try again."
    )


class InvalidScanRange(NamedServiceException):
    """A range to scan is empty, or begins behind the object's end."""

    text = "The provided scan range is not valid."


class InvalidTableAlias(NamedServiceException):
    """A table is named that is not S3Object, or not its alias."""

    text = "The SQL expression contains a table alias that is not valid."


class InvalidTextEncoding(NamedServiceException):
    """Content is not in UTF-8."""

    def __init__(self, near: int) -> None:
        super().__init__(f"UTF-8 encoding is required. The text encoding error was found near byte {near:,}.")


class JSONParsingError(NamedServiceException):
    """Content is no JSON."""

    text = "Error parsing JSON file. Please check the file and try again."


class LikeInvalidInputs(NamedServiceException):
    """LIKE is given something else than strings."""

    text = "The argument given to the LIKE clause in the SQL expression is not valid."


class MissingHeaders(NamedServiceException):
    """The header of the object lacks a column that the expression names."""

    text = "Some headers in the query are missing from the file. Please check the file and try again."


class MissingRequiredParameter(NamedServiceException):
    """The request lacks an element."""

    def __init__(self, element: str) -> None:
        super().__init__(f"{element} is required. {_AGAIN}")


class ObjectSerializationConflict(NamedServiceException):
    """More than one format is given."""

    text = (
        "InputSerialization specifies more than one format (CSV, JSON, or Parquet), or OutputSerialization "
        "specifies more than one format (CSV or JSON). For InputSerialization and OutputSerialization, "
        "you can specify only one format for each."
    )


class OverMaxRecordSize(NamedServiceException):
    """A record that is read or written is too long."""

    text = "The character number in one record is more than our max threshold, maxCharsPerRecord: 1,048,576"


class TruncatedInput(NamedServiceException):
    """Compressed content ends too early, or is broken."""

    text = (
        "Object decompression failed. Check that the object is properly compressed "
        "using the format specified in the request."
    )


class UnsupportedRangeHeader(NamedServiceException):
    """The request has a Range header."""

    text = "A range header is not supported for this operation."


class UnsupportedScanRangeInput(NamedServiceException):
    """The object's format does not tell where a record begins."""

    text = "Scan range queries are not supported on this type of object."


class UnsupportedStorageClass(NamedServiceException):
    """Objects of this class cannot be queried."""

    text = (
        "We encountered a storage class that is not supported. "
        "Only STANDARD, STANDARD_IA, and ONEZONE_IA storage classes are supported."
    )


class ValueParseFailure(NamedServiceException):
    """Text is no timestamp."""

    text = "A timestamp parse failure occurred in the SQL expression."
