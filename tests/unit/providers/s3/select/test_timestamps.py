"""Timestamps: their text, and calculating with them, by the examples of the documentation."""

from __future__ import annotations

import pytest
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.timestamp_format import to_string
from localstack_providers.s3.select.timestamps import Timestamp


@pytest.mark.parametrize(
    "text",
    [
        "2007T",
        "2007-02T",
        "2007-02-23",
        "2007-02-23T12:14Z",
        "2007-02-23T12:14-00:00",
        "2007-02-23T12:14:33Z",
        "2007-02-23T12:14:33.079-08:00",
        "2007-02-23T12:14:33.10+05:30",
    ],
)
def test_a_timestamp_is_written_as_precisely_as_it_was_read(text: str) -> None:
    assert Timestamp.parse(text).text() == text


@pytest.mark.parametrize("text", ["", "2007", "2007-02", "2007-13T", "2007-02-30", "2007-02-23T12Z"])
def test_other_text_is_no_timestamp(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Timestamp.parse(text)


@pytest.mark.parametrize(
    ("part", "quantity", "text", "result"),
    [
        ("YEAR", 5, "2010-01-01T", "2015-01-01"),
        ("MONTH", 1, "2010T", "2010-02T"),
        ("MONTH", 13, "2010T", "2011-02T"),
        ("MONTH", 1, "2017-01-31T", "2017-02-28"),
        ("MONTH", -1, "2017-01-31T", "2016-12-31"),
        ("DAY", -1, "2017-01-10T", "2017-01-09"),
        ("HOUR", 1, "2017T", "2017-01-01T01:00-00:00"),
        ("HOUR", 1, "2017-01-02T03:04Z", "2017-01-02T04:04Z"),
        ("MINUTE", 1, "2017-01-02T03:04:05.006Z", "2017-01-02T03:05:05.006Z"),
        ("SECOND", 1, "2017-01-02T03:04:05.006Z", "2017-01-02T03:04:06.006Z"),
    ],
)
def test_parts_are_added(part: str, quantity: int, text: str, result: str) -> None:
    assert Timestamp.parse(text).add(part, quantity).text() == result


@pytest.mark.parametrize(
    ("part", "first", "second", "count"),
    [
        ("YEAR", "2010-01-01T", "2011-01-01T", 1),
        ("MONTH", "2010T", "2010-05T", 4),
        ("MONTH", "2010T", "2011T", 12),
        ("MONTH", "2011T", "2010T", -12),
        ("MONTH", "2010-01-31T", "2010-02-28T", 0),
        ("DAY", "2010-01-01T23:00", "2010-01-02T01:00", 0),
        ("DAY", "2010-01-03T", "2010-01-01T", -2),
        ("HOUR", "2010-01-01T00:00+01:00", "2010-01-01T00:00Z", 1),
    ],
)
def test_whole_parts_are_counted_between_two(part: str, first: str, second: str, count: int) -> None:
    assert Timestamp.parse(first).until(part, Timestamp.parse(second)) == count


@pytest.mark.parametrize(
    ("part", "text", "value"),
    [
        ("YEAR", "2010-01-01T", 2010),
        ("MONTH", "2010T", 1),
        ("MONTH", "2010-10T", 10),
        ("HOUR", "2017-01-02T03:04:05+07:08", 3),
        ("MINUTE", "2017-01-02T03:04:05+07:08", 4),
        ("TIMEZONE_HOUR", "2017-01-02T03:04:05+07:08", 7),
        ("TIMEZONE_MINUTE", "2017-01-02T03:04:05-07:08", -8),
    ],
)
def test_a_part_is_extracted(part: str, text: str, value: int) -> None:
    assert Timestamp.parse(text).extract(part) == value


@pytest.mark.parametrize(
    ("text", "pattern", "written"),
    [
        ("1969-07-20T20:18Z", "MMMM d, y", "July 20, 1969"),
        ("1969-07-20T20:18Z", "MMM d, yyyy", "Jul 20, 1969"),
        ("1969-07-20T20:18Z", "M-d-yy", "7-20-69"),
        ("1969-07-20T20:18Z", "MM-d-y", "07-20-1969"),
        ("1969-07-20T20:18Z", "MMMM d, y h:m a", "July 20, 1969 8:18 PM"),
        ("1969-07-20T20:18Z", "y-MM-dd'T'H:m:ssX", "1969-07-20T20:18:00Z"),
        ("1969-07-20T20:18+08:00", "y-MM-dd'T'H:m:ssXXXX", "1969-07-20T20:18:00+0800"),
        ("1969-07-20T20:18+08:00", "y-MM-dd'T'H:m:ssXXXXX", "1969-07-20T20:18:00+08:00"),
        ("1969-07-20T00:18:05.0123Z", "hh SSS SSSS n x ''", "12 012 0123 12300000 +00 '"),
        ("1969-07-20T20:18Z", "MMMMM HH mm", "J 20 18"),
    ],
)
def test_a_timestamp_is_written_by_a_pattern(text: str, pattern: str, written: str) -> None:
    assert to_string(Timestamp.parse(text), pattern) == written


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        ("G", errors.EvaluatorInvalidTimestampFormatPatternSymbol),
        ("yyyyy", errors.EvaluatorInvalidTimestampFormatPatternToken),
        ("S" * 10, errors.EvaluatorInvalidTimestampFormatPatternToken),
        ("y 'open", errors.EvaluatorUnterminatedTimestampFormatPatternToken),
    ],
)
def test_a_wrong_pattern_is_refused(pattern: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        to_string(Timestamp.parse("2017T"), pattern)
