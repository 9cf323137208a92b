"""A cursor over the tokens of an expression."""

from __future__ import annotations

from . import syntax_errors as errors
from .tokens import Kind, Token
from .tree import Name

_NAMES = (Kind.IDENTIFIER, Kind.QUOTED_IDENTIFIER)


class Cursor:
    """Reads tokens one after the other.

    :ivar token: the next one.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self.token = tokens[0]

    def advance(self) -> Token:
        """Give the next token and go on."""
        token = self.token
        self._position = min(self._position + 1, len(self._tokens) - 1)
        self.token = self._tokens[self._position]
        return token

    def at(self, *texts: str) -> bool:
        """Tell whether the next token is one of these keywords, operators or brackets."""
        return self.token.kind in (Kind.KEYWORD, Kind.MARK) and self.token.text in texts

    def follows(self, *texts: str) -> bool:
        """Tell whether the token after the next one is one of these."""
        after = self._tokens[min(self._position + 1, len(self._tokens) - 1)]
        return after.kind in (Kind.KEYWORD, Kind.MARK) and after.text in texts

    def take(self, *texts: str) -> str:
        """Go on if the next token is one of these.

        :returns: its text, or `""`.
        """
        return self.advance().text if self.at(*texts) else ""

    def at_name(self) -> bool:
        """Tell whether the next token is a name."""
        return self.token.kind in _NAMES

    def name(self) -> Name:
        """Read a name."""
        token = self.advance()
        return Name(token.text, token.kind is Kind.QUOTED_IDENTIFIER, token.line, token.column)

    def unexpected(self) -> errors.ParseUnexpectedToken:
        """Say that the next token cannot be here."""
        return errors.ParseUnexpectedToken(f"Unexpected token found {self.token.shown()} {self.token.place}.")
