"""Queries of objects: what comes back, in which events, and what is refused."""

from __future__ import annotations

import bz2
import gzip
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError

PEOPLE = b'id,Name,age\n1,Ann,30\n2,"Bo, jr.",4\n3,Cy,\n'
ORDERS = b"""{"id": 1, "lines": [{"item": "pen", "price": 1.50}, {"item": "ink", "price": 12}], "to": {"city": "Ulm"}}
{"id": 2, "lines": [], "paid": true}
"""
CSV: dict[str, Any] = {"CSV": {"FileHeaderInfo": "USE"}}
PLAIN: dict[str, Any] = {"CSV": {}}
LINES: dict[str, Any] = {"JSON": {"Type": "LINES"}}
AS_JSON: dict[str, Any] = {"JSON": {}}


class Query:
    """Queries one object of a bucket."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self.s3, self.bucket = s3, bucket

    def put(self, content: bytes, **parameters: Any) -> None:
        self.s3.put_object(Bucket=self.bucket, Key="key", Body=content, **parameters)

    def events(self, expression: str, **parameters: Any) -> list[dict[str, Any]]:
        request = {
            "ExpressionType": "SQL",
            "InputSerialization": CSV,
            "OutputSerialization": AS_JSON,
            **parameters,
        }
        answer = self.s3.select_object_content(
            Bucket=self.bucket, Key="key", Expression=expression, **request
        )
        return list(answer["Payload"])

    def text(self, expression: str, **parameters: Any) -> str:
        found = (event.get("Records", {}) for event in self.events(expression, **parameters))
        return b"".join(records.get("Payload", b"") for records in found).decode()

    def error(self, expression: str, **parameters: Any) -> str:
        with pytest.raises(ClientError) as error:
            self.events(expression, **parameters)
        assert not isinstance(error.value, EventStreamError)
        found = error.value.response["Error"]
        return f"{found['Code']}: {found['Message']}"


@pytest.fixture
def query(aws_client: Any, s3_bucket: str) -> Query:
    return Query(aws_client.s3, s3_bucket)


def test_rows_of_csv_are_returned_as_csv_or_json(query: Query, snapshot: Any) -> None:
    query.put(PEOPLE)

    snapshot.match(
        "answers",
        {
            "all": query.text("SELECT * FROM S3Object", OutputSerialization=PLAIN),
            "all as json": query.text("SELECT * FROM S3Object"),
            "columns": query.text(
                "SELECT s.name AS who, s._1, CAST(s.age AS INT) + 1 FROM S3Object s WHERE s.age <> ''"
            ),
            "in quotes": query.text(
                "SELECT \"Name\" FROM S3Object WHERE name LIKE 'B%' LIMIT 1",
                OutputSerialization={"CSV": {"QuoteFields": "ALWAYS", "RecordDelimiter": ";"}},
            ),
            "without header": query.text(
                "SELECT _2 FROM S3Object", InputSerialization={"CSV": {"FileHeaderInfo": "IGNORE"}}
            ),
            "aggregates": query.text(
                "SELECT COUNT(*), SUM(CAST(id AS INT)) AS total, AVG(CAST(id AS INT)) FROM S3Object"
            ),
        },
    )


def test_parts_of_json_are_returned(query: Query, snapshot: Any) -> None:
    query.put(ORDERS)

    snapshot.match(
        "answers",
        {
            "paths": query.text(
                'SELECT s.id, s.lines[0].item, s."to".city FROM S3Object s', InputSerialization=LINES
            ),
            "parts": query.text(
                "SELECT l.item, l.price * 2 FROM S3Object[*].lines[*] l WHERE l.price > 1",
                InputSerialization={"JSON": {"Type": "DOCUMENT"}},
            ),
            "nothing there": query.text(
                "SELECT item FROM S3Object[*].lines[*].item", InputSerialization=LINES
            ),
            "delimiter": query.text(
                "SELECT s.paid IS MISSING AS unpaid FROM S3Object s",
                InputSerialization=LINES,
                OutputSerialization={"JSON": {"RecordDelimiter": ","}},
            ),
        },
    )


def test_compressed_objects_are_read_and_counted(query: Query) -> None:
    compressed = gzip.compress(PEOPLE)
    query.put(compressed)
    *others, progress, stats, end = query.events(
        "SELECT name FROM S3Object",
        InputSerialization={**CSV, "CompressionType": "GZIP"},
        RequestProgress={"Enabled": True},
    )
    query.put(bz2.compress(PEOPLE))
    count = query.text(
        "SELECT COUNT(*) FROM S3Object", InputSerialization={**CSV, "CompressionType": "BZIP2"}
    )

    [records] = others
    returned = len(records["Records"]["Payload"])
    details = {
        "BytesScanned": len(compressed),
        "BytesProcessed": len(PEOPLE),
        "BytesReturned": returned,
    }
    assert (progress, stats, end) == (
        {"Progress": {"Details": details}},
        {"Stats": {"Details": details}},
        {"End": {}},
    )
    assert count == '{"_1":3}\n'


def test_records_that_begin_in_the_scan_range_are_read_whole(query: Query) -> None:
    query.put(b"A,B\nC,D\nD,E\nE,F\nG,H\nI,J\n")

    def within(**scan_range: int) -> str:
        formats = {"InputSerialization": PLAIN, "OutputSerialization": PLAIN}
        return query.text("SELECT * FROM S3Object", ScanRange=scan_range, **formats)

    assert within(Start=1, End=4) == "C,D\n"
    assert within(Start=0, End=4) == "A,B\nC,D\n"
    assert within(Start=16) == "G,H\nI,J\n"
    assert within(End=4) == "I,J\n"


def test_long_results_come_in_several_events(query: Query) -> None:
    query.put(b"".join(b"%07d,%s\n" % (number, b"x" * 92) for number in range(5000)))

    events = query.events("SELECT * FROM S3Object", InputSerialization=PLAIN, OutputSerialization=PLAIN)

    sizes = [len(event["Records"]["Payload"]) for event in events if "Records" in event]
    assert sizes == [131072, 131072, 131072, 505000 - 3 * 131072]


def test_a_long_silence_is_broken(query: Query) -> None:
    query.put((b"x" * 99 + b"\n") * 60_000)

    [cont, stats, _] = query.events("SELECT * FROM S3Object WHERE _1 = 'y'", InputSerialization=PLAIN)

    assert cont == {"Cont": {}}
    assert stats["Stats"]["Details"]["BytesProcessed"] == 6_000_000


def test_the_time_is_the_virtual_one(query: Query, localstack: Any) -> None:
    query.put(b"x\n")
    before = query.text("SELECT UTCNOW() FROM S3Object", InputSerialization=PLAIN, OutputSerialization=PLAIN)
    localstack.advance(86400 * 366)
    after = query.text("SELECT UTCNOW() FROM S3Object", InputSerialization=PLAIN, OutputSerialization=PLAIN)

    assert int(after[:4]) - int(before[:4]) >= 1


def test_expressions_that_are_wrong_are_refused(query: Query, snapshot: Any) -> None:
    query.put(b"1\n")
    broken = [
        "SELECT ? FROM S3Object",
        "SELECT 'open FROM S3Object",
        "SELECT `{` FROM S3Object",
        "SELECT 99999999999999999999 FROM S3Object",
        "DELETE FROM S3Object",
        "SELECT FROM S3Object",
        "SELECT _1",
        "SELECT DISTINCT _1 FROM S3Object",
        "SELECT *, _1 FROM S3Object",
        "SELECT _1 AS FROM S3Object",
        "SELECT _1 FROM venue",
        "SELECT _1 FROM S3Object.books",
        "SELECT _1 FROM S3Object, S3Object",
        "SELECT _1, count(*) FROM S3Object GROUP BY _1 ORDER BY count(*) DESC",
        "SELECT _1 FROM S3Object GROUP BY _1",
        "SELECT _1 FROM S3Object GROUP _1",
        "SELECT _1 FROM S3Object LIMIT all",
        "SELECT _1 FROM S3Object LIMIT -1",
        "SELECT * FROM S3Object s WHERE s.'odd' is \"true\"",
        'SELECT * FROM S3Object s WHERE s._1 IS "true"',
        "SELECT * FROM S3Object s WHERE",
        "SELECT * FROM S3Object s WHERE (_1 = '1'",
        "SELECT * FROM S3Object s WHERE _1 IN '1'",
        "SELECT CAST _1 AS INT FROM S3Object",
        "SELECT CAST(_1) FROM S3Object",
        "SELECT CAST(_1 AS INT FROM S3Object",
        "SELECT CASE _1 ELSE 1 END FROM S3Object",
        "SELECT CASE WHEN TRUE THEN 1 FROM S3Object",
        "SELECT UPPER _1 FROM S3Object",
        "SELECT UPPER(_1, _1) FROM S3Object",
        "SELECT EXTRACT(century FROM _1) FROM S3Object",
        "SELECT EXTRACT(year, _1) FROM S3Object",
        "SELECT SUM(*) FROM S3Object",
        "SELECT COUNT(DISTINCT _1) FROM S3Object",
        "SELECT COUNT(_1, _1) FROM S3Object",
        "SELECT COUNT(*), _1 FROM S3Object",
        "SELECT MEDIAN(_1) FROM S3Object",
        "SELECT _1 FROM S3Object WHERE " + "(" * 50 + "TRUE" + ")" * 50,
    ]

    refused = {expression: query.error(expression, InputSerialization=PLAIN) for expression in broken}
    long = query.error(f"SELECT '{'x' * 256 * 1024}' FROM S3Object")

    snapshot.match("refused", refused)
    assert long.startswith("ExpressionTooLong")


def test_expressions_without_a_value_are_refused(query: Query, snapshot: Any) -> None:
    query.put(b'one,two,Two,\n1,x,"2017T",\n')
    values = [
        "two",
        "t.one",
        "s.one.two",
        "s.three",
        "one + 1",
        'CAST("two" AS INT)',
        "CAST(one AS INT) / 0",
        "9223372036854775807 + 1",
        "1 LIKE one",
        "one LIKE '!1' ESCAPE '!'",
        "UPPER(1)",
        "SUBSTRING(one, 1, -1)",
        "TO_TIMESTAMP(one)",
        "TO_STRING(`2017T`, 'b')",
        "TO_STRING(`2017T`, 'ddd')",
        "TO_STRING(`2017T`, '''')",
    ]

    refused = {value: query.error(f"SELECT {value} FROM S3Object s") for value in values}
    refused["nested in CSV"] = query.error("SELECT [1] FROM S3Object", OutputSerialization=PLAIN)
    refused["index"] = query.error("SELECT one FROM S3Object", InputSerialization=PLAIN)

    snapshot.match("refused", refused)


def test_objects_that_cannot_be_read_are_refused(query: Query, snapshot: Any) -> None:
    every = "SELECT * FROM S3Object"

    def refusal(content: bytes, **formats: Any) -> str:
        query.put(content)
        return query.error(every, InputSerialization=formats)

    snapshot.match(
        "refused",
        {
            "not gzip": refusal(b"plain", CSV={}, CompressionType="GZIP"),
            "half of it": refusal(gzip.compress(b"x" * 100)[:-9], CSV={}, CompressionType="GZIP"),
            "not UTF-8": refusal(b"a,\xff\n", CSV={}),
            "no JSON": refusal(b'{"a": 1}\n{"b": }\n', JSON={"Type": "LINES"}),
            "long": refusal(b"x" * (1024 * 1024 + 1), CSV={}),
            "quoted delimiter": refusal(b'"a\nb"\n', CSV={}),
            "quote": refusal(b'"a', CSV={}),
            "parquet": refusal(b"PAR1", Parquet={}),
        },
    )


def test_requests_that_are_wrong_are_refused(query: Query, snapshot: Any) -> None:
    query.put(b"1\n")

    def refusal(**parameters: Any) -> str:
        return query.error("SELECT * FROM S3Object", **{"InputSerialization": PLAIN, **parameters})

    def refused_input(**formats: Any) -> str:
        return refusal(InputSerialization=formats)

    snapshot.match(
        "refused",
        {
            "language": refusal(ExpressionType="PARTIQL"),
            "no format": refused_input(),
            "formats": refused_input(CSV={}, JSON={"Type": "LINES"}),
            "output formats": refusal(OutputSerialization={"CSV": {}, "JSON": {}}),
            "no output format": refusal(OutputSerialization={}),
            "compression": refused_input(CSV={}, CompressionType="ZIP"),
            "header": refused_input(CSV={"FileHeaderInfo": "FIRST"}),
            "delimiter": refused_input(CSV={"FieldDelimiter": "||"}),
            "type": refused_input(JSON={"Type": "LINE"}),
            "no type": refused_input(JSON={}),
            "quotes": refusal(OutputSerialization={"CSV": {"QuoteFields": "NEVER"}}),
            "range": refusal(ScanRange={"Start": 1, "End": 0}),
            "range of a document": refusal(
                ScanRange={"Start": 0}, InputSerialization={"JSON": {"Type": "DOCUMENT"}}
            ),
        },
    )


@pytest.mark.parametrize("storage_class", ["GLACIER", "DEEP_ARCHIVE", "REDUCED_REDUNDANCY"])
def test_some_storage_classes_cannot_be_queried(query: Query, storage_class: str) -> None:
    query.put(b"1\n", StorageClass=storage_class)

    assert query.error("SELECT * FROM S3Object").startswith("UnsupportedStorageClass")


def test_an_error_behind_the_first_records_ends_the_stream(query: Query) -> None:
    query.put(b"1,%s\n" % (b"y" * 1000) * 200 + b"x,y\n")

    with pytest.raises(EventStreamError) as error:
        query.events("SELECT _2, CAST(_1 AS INT) FROM S3Object", InputSerialization=PLAIN)

    assert error.value.response["Error"]["Code"] == "CastFailed"


def test_nobody_without_a_signature_may_query(query: Query, localstack: Any) -> None:
    query.put(b"1\n")
    query.s3.delete_public_access_block(Bucket=query.bucket)
    query.s3.delete_bucket_ownership_controls(Bucket=query.bucket)
    query.s3.put_object_acl(Bucket=query.bucket, Key="key", ACL="public-read")
    anonymous = boto3.client("s3", config=Config(signature_version=UNSIGNED), endpoint_url=localstack.url)
    readable = anonymous.get_object(Bucket=query.bucket, Key="key")["Body"].read()

    refusal = Query(anonymous, query.bucket).error("SELECT * FROM S3Object")

    assert (readable, refusal) == (b"1\n", "AccessDenied: Access Denied")


def test_a_range_header_is_refused(query: Query) -> None:
    query.put(b"1\n")
    s3 = boto3.client("s3")
    s3.meta.events.register(
        "before-call.s3.SelectObjectContent", lambda params, **_: params["headers"].update(Range="bytes=0-1")
    )

    assert Query(s3, query.bucket).error("SELECT * FROM S3Object").startswith("UnsupportedRangeHeader")


def test_an_object_that_is_encrypted_is_read_with_its_key(query: Query) -> None:
    key = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": "k" * 32}
    query.put(b"1\n", **key)

    with_key = query.text("SELECT * FROM S3Object", InputSerialization=PLAIN, **key)
    without = query.error("SELECT * FROM S3Object", InputSerialization=PLAIN)
    with_another = query.error(
        "SELECT * FROM S3Object", InputSerialization=PLAIN, **{**key, "SSECustomerKey": "x" * 32}
    )

    assert with_key == '{"_1":"1"}\n'
    assert (without.partition(":")[0], with_another.partition(":")[0]) == ("InvalidRequest", "AccessDenied")
