"""Errors in an expression, found before anything is read; each class is named as the error's code.

Texts that differ from the list of the documentation are what AWS has been seen to answer with.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#SelectObjectContentErrorCodeList
"""

from __future__ import annotations

from localstack.aws.errors import NamedServiceException


class EvaluatorInvalidArguments(NamedServiceException):
    """A function has too many arguments, or too few."""

    text = "There is an incorrect number of arguments in the function call in the SQL expression."


class EvaluatorNegativeLimit(NamedServiceException):
    """A limit below nought."""

    text = "LIMIT must not be negative."


class ExpressionTooLong(NamedServiceException):
    """An expression is longer than it may be."""

    text = "The SQL expression is too long. The maximum byte-length for an SQL expression is 256 KB."


class LexerInvalidChar(NamedServiceException):
    """A character begins no token."""

    text = "The SQL expression contains a character that is not valid."


class LexerInvalidIONLiteral(NamedServiceException):
    """What is between backticks is no literal of Ion, or none that is emulated."""

    text = "The SQL expression contains an operator that is not valid."


class LexerInvalidLiteral(NamedServiceException):
    """A literal is not closed."""

    text = "The SQL expression contains an operator that is not valid."


class MaxOperatorsExceeded(NamedServiceException):
    """An expression is nested too deeply."""

    text = "Failed to parse SQL expression, try reducing complexity. For example, reduce number of operators used."


class NumberFormatError(NamedServiceException):
    """An integer is written that does not fit into eight bytes."""

    text = (
        "An error occurred while parsing a number. "
        "This error can be caused by underflow or overflow of integers."
    )


class ParseAsteriskIsNotAloneInSelectList(NamedServiceException):
    """There is something beside a bare `*`."""

    text = (
        "Other expressions are not allowed in the SELECT list when * is used without dot notation "
        "in the SQL expression."
    )


class ParseCastArity(NamedServiceException):
    """CAST has no AS behind its one value."""

    text = "The SQL expression CAST has incorrect arity."


class ParseEmptySelect(NamedServiceException):
    """Nothing is selected."""

    text = "The SQL expression contains an empty SELECT clause."


class ParseExpectedArgumentDelimiter(NamedServiceException):
    """There is no comma or keyword between arguments."""

    text = "The expected argument delimiter in the SQL expression was not found."


class ParseExpectedDatePart(NamedServiceException):
    """There is no part of dates where one has to be."""

    text = "The expected date part in the SQL expression was not found."


class ParseExpectedIdentForAlias(NamedServiceException):
    """There is no name behind AS."""

    text = "The expected identifier for the alias in the SQL expression was not found."


class ParseExpectedKeyword(NamedServiceException):
    """A clause is not complete."""

    text = "The expected keyword in the SQL expression was not found."


class ParseExpectedLeftParenAfterCast(NamedServiceException):
    """There is no parenthesis behind CAST."""

    text = "The expected left parenthesis after CAST in the SQL expression was not found."


class ParseExpectedLeftParenBuiltinFunctionCall(NamedServiceException):
    """There is no parenthesis behind the name of a function."""

    text = "The expected left parenthesis in the SQL expression was not found."


class ParseExpectedLeftParenValueConstructor(NamedServiceException):
    """There is no parenthesis behind IN."""

    text = "The expected left parenthesis in the SQL expression was not found."


class ParseExpectedNumber(NamedServiceException):
    """A limit or index is no number."""

    text = "The expected number in the SQL expression was not found."


class ParseExpectedRightParenBuiltinFunctionCall(NamedServiceException):
    """The arguments of a function have no end."""

    text = "The expected right parenthesis character in the SQL expression was not found."


class ParseExpectedTokenType(NamedServiceException):
    """A bracket is not closed."""

    text = "The expected token in the SQL expression was not found."


class ParseExpectedTypeName(NamedServiceException):
    """There is no type where one has to be."""


class ParseExpectedWhenClause(NamedServiceException):
    """CASE has no cases."""

    text = "The expected WHEN clause in the SQL expression was not found. CASE is not supported."


class ParseInvalidPathComponent(NamedServiceException):
    """There is no name behind a dot."""


class ParseMalformedJoin(NamedServiceException):
    """More than one table is named."""

    text = "JOIN is not supported in the SQL expression."


class ParseNonUnaryAgregateFunctionCall(NamedServiceException):
    """An aggregate function has several arguments, or none."""

    text = "Only one argument is supported for aggregate functions in the SQL expression."


class ParseSelectMissingFrom(NamedServiceException):
    """Nothing is named to select from."""

    text = "The SQL expression contains a missing FROM after the SELECT list."


class ParseUnexpectedTerm(NamedServiceException):
    """There is something else where a value has to be."""

    text = "The SQL expression contains an unexpected term."


class ParseUnexpectedToken(NamedServiceException):
    """The statement goes on where it should end, or begins as no SELECT."""


class ParseUnsupportedCallWithStar(NamedServiceException):
    """Something else than rows is counted by `*`."""

    text = "Only COUNT with (*) as a parameter is supported in the SQL expression."


class ParseUnsupportedSelect(NamedServiceException):
    """A selection within another, or one of distinct records."""

    text = "The SQL expression contains an unsupported use of SELECT."


class ParseUnsupportedSyntax(NamedServiceException):
    """An aggregate of distinct values."""

    text = "The SQL expression contains unsupported syntax."


class UnsupportedFunction(NamedServiceException):
    """There is no function of this name."""

    text = "We encountered an unsupported SQL function."


class UnsupportedSqlStructure(NamedServiceException):
    """Groups, or aggregates where there is one value for each record."""

    text = "We encountered an unsupported SQL structure. Check the SQL Reference."
