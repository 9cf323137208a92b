"""From bytes to rows: compression, text, CSV and JSON."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.csv_input import CsvInput
from localstack_providers.s3.select.decompression import PIECE, decompress
from localstack_providers.s3.select.json_input import JsonInput
from localstack_providers.s3.select.output import CsvOutput
from localstack_providers.s3.select.text import MAX_CHARACTERS, Meter, decode, split
from localstack_providers.s3.select.values import Value

COMPRESSIONS: list[tuple[str, Callable[[bytes], bytes]]] = [("GZIP", gzip.compress), ("BZIP2", bz2.compress)]


def chunks(content: bytes, size: int = 7) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS, ids=["gzip", "bzip2"])
def test_content_is_decompressed_in_pieces(name: str, compress: Callable[[bytes], bytes]) -> None:
    content = b"x" * (3 * PIECE) + b"end"

    pieces = list(decompress(chunks(compress(content) + compress(b"more"), 50), name))

    assert b"".join(pieces) == content + b"more"
    assert max(map(len, pieces)) <= PIECE
    assert b"".join(decompress(chunks(compress(b"")), name)) == b""


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS, ids=["gzip", "bzip2"])
def test_content_that_is_not_compressed_so_is_refused(name: str, compress: Callable[[bytes], bytes]) -> None:
    content = compress(b"".join(b"%d," % number for number in range(50000)))
    with pytest.raises(errors.InvalidCompressionFormat, match=f"{name} is not applicable"):
        list(decompress(chunks(b"plain text, rather long"), name))
    with pytest.raises(errors.InvalidCompressionFormat):
        list(decompress(iter(()), name))
    with pytest.raises(errors.TruncatedInput):
        list(decompress(chunks(content[:-9], 999), name))
    with pytest.raises(errors.TruncatedInput):
        list(decompress(chunks(content + b"rest", 999), name))


def test_what_passes_by_is_counted() -> None:
    meter = Meter()

    assert b"".join(meter.processing(meter.scanning(chunks(b"12345678")))) == b"12345678"
    assert meter.details() == {"BytesScanned": 8, "BytesProcessed": 8, "BytesReturned": 0}


def test_characters_may_lie_across_chunks() -> None:
    assert "".join(decode(chunks("häßlich €".encode(), 1))) == "häßlich €"


@pytest.mark.parametrize(
    ("content", "near"),
    [(b"a" * 9 + b"\xff" + b"abcd", "14"), (b"a" * 9000 + b"\xff" * 9000, "16,384"), (b"a\xc3", "2")],
)
def test_other_encodings_are_refused_near_a_block_s_end(content: bytes, near: str) -> None:
    with pytest.raises(errors.InvalidTextEncoding, match=f"near byte {near}\\."):
        list(decode(chunks(content, 65536)))


def test_text_is_split_behind_delimiters() -> None:
    assert list(split(iter(["a\r", "\nb", "\r\n"]), "\r\n")) == ["a", "b"]


def test_a_record_without_end_is_refused_before_all_of_it_is_read() -> None:
    endless = iter(lambda: "x" * 65536, "")

    with pytest.raises(errors.OverMaxRecordSize):
        list(split(endless, "\n"))


def rows(text: str, options: CsvInput) -> list[list[str]]:
    return list(options.read(iter([text]))[1])


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("a,b\nc,d", CsvInput(), [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,\r\n", CsvInput(), [["a", "b"], ["c", ""]]),
        ("a\n\n#b\n\r\nc\n", CsvInput(), [["a"], ["c"]]),
        ("#a\n;b\n", CsvInput(comment=";"), [["#a"]]),
        ("a|b;c|d;", CsvInput(field_delimiter="|", record_delimiter=";"), [["a", "b"], ["c", "d"]]),
        ('"a,b",c\n', CsvInput(), [["a,b", "c"]]),
        ('"""a , b""",\r\n', CsvInput(), [['"a , b"', ""]]),
        ('"a"\r\n', CsvInput(), [["a"]]),
        ('a "b" c,"d"e\n', CsvInput(), [['a "b" c', "de"]]),
        ("'a,b',\"c\"\n", CsvInput(quote="'"), [["a,b", '"c"']]),
        ('"a\\"b","c\\\\"\n', CsvInput(escape="\\"), [['a"b', "c\\"]]),
        ('"a\n\nb","c\r\nd"\n', CsvInput(has_quoted_delimiters=True), [["a\n\nb", "c\r\nd"]]),
    ],
)
def test_rows_of_csv_are_read(text: str, options: CsvInput, expected: list[list[str]]) -> None:
    assert rows(text, options) == expected


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(st.text("ab ,\"'\n#é", max_size=5), min_size=2, max_size=3), max_size=4),
    st.integers(1, 9),
    st.booleans(),
)
def test_what_the_library_of_python_writes_is_read_and_written_back(
    table: list[list[str]], size: int, always_quotes: bool
) -> None:
    file = io.StringIO()
    dialect = "unix" if always_quotes else "excel"
    csv.writer(file, dialect, lineterminator="\n").writerows(table)
    text = file.getvalue()

    texts = (text[start : start + size] for start in range(0, len(text), size))
    read = list(CsvInput(comment="", has_quoted_delimiters=True).read(texts)[1])
    written = b"".join(CsvOutput(always_quotes).write([("", field) for field in row]) for row in read)

    assert read == table
    assert list(csv.reader(io.StringIO(written.decode()))) == table


@pytest.mark.parametrize(
    ("kind", "header", "count"), [("USE", ("a", "b"), 1), ("IGNORE", None, 1), ("NONE", None, 2)]
)
def test_a_header_is_used_ignored_or_a_row(kind: str, header: tuple[str, ...] | None, count: int) -> None:
    found, following = CsvInput(header=kind).read(iter(["a,b\n1,2\n"]))

    assert (found, len(list(following))) == (header, count)


@pytest.mark.parametrize(
    ("text", "options", "error"),
    [
        ('"a\nb"\n', CsvInput(), errors.CSVEscapingRecordDelimiter),
        ('"a', CsvInput(), errors.CSVUnescapedQuote),
        ('"a\nb', CsvInput(has_quoted_delimiters=True), errors.CSVUnescapedQuote),
        (
            '"' + ("a" * 15 + "\n") * (MAX_CHARACTERS // 16) + '"',
            CsvInput(has_quoted_delimiters=True),
            errors.OverMaxRecordSize,
        ),
    ],
    ids=["goes on", "open", "open behind the end", "long"],
)
def test_quotes_have_to_be_closed(text: str, options: CsvInput, error: type[Exception]) -> None:
    with pytest.raises(error):
        rows(text, options)


@pytest.mark.parametrize(
    ("text", "is_lines", "values"),
    [
        ('{"a": 1}\n\n[2]\n', True, [{"a": 1}, [2]]),
        ('{"a":\n 1.50} {"b": null}\n', False, [{"a": Decimal("1.50")}, {"b": None}]),
        ("", False, []),
    ],
)
def test_values_of_json_are_read(text: str, is_lines: bool, values: list[Value]) -> None:
    assert list(JsonInput(is_lines).read(iter([text]))) == values


@pytest.mark.parametrize(
    "text", ['{"a": }', '{"a": NaN}', "nothing", '{"a": 1e99999999999999999999}', "[" * 100000, '{"a":\n1}']
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(errors.JSONParsingError):
        list(JsonInput(is_lines=True).read(iter([text])))


def test_a_document_is_limited_where_it_is_the_record() -> None:
    text = '{"a": ["' + "x" * MAX_CHARACTERS + '"]}'

    assert len(list(JsonInput(is_lines=False).read(iter([text]), limits_root=False))) == 1
    with pytest.raises(errors.OverMaxRecordSize):
        list(JsonInput(is_lines=False).read(iter([text])))
