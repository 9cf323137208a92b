"""One variable of the environment as a truth, a level or a list."""

from __future__ import annotations

import os
from collections.abc import Mapping

TRUE = ("1", "true")
FALSE = ("0", "false")
LOG_LEVELS = ("trace", "trace-internal", "debug", "info", "warn", "warning", "error")


def truth_of(text: str) -> bool | None:
    """Read 1, true, 0 or false, in any case; `None` for any other text."""
    text = text.strip().lower()
    return True if text in TRUE else False if text in FALSE else None


def value_of(environment: Mapping[str, str], name: str) -> str:
    """Give the text of a variable, which may also be written with the prefix `LOCALSTACK_`; `""` when unset."""
    return environment.get(name, "") or environment.get(f"LOCALSTACK_{name}", "")


def parse_boolean_env(env_var_name: str) -> bool | None:
    """Read a variable as 1, true, 0 or false; `None` when it is none of them, or unset."""
    return truth_of(os.environ.get(env_var_name, ""))


def is_env_true(env_var_name: str) -> bool:
    """Tell whether a variable is 1 or true."""
    return parse_boolean_env(env_var_name) is True


def is_env_not_false(env_var_name: str) -> bool:
    """Tell whether a variable is anything but 0 or false: for what is on unless switched off."""
    return parse_boolean_env(env_var_name) is not False


def eval_log_type(env_var_name: str) -> str | bool:
    """Give the log level that a variable names, in lower case, or `False`."""
    level = os.environ.get(env_var_name, "").strip().lower()
    return level if level in LOG_LEVELS else False


def parse_comma_separated_list(env_var_name: str) -> list[str]:
    """Read a variable as a list with commas between; an unset one is empty."""
    return items_of(os.environ.get(env_var_name, ""))


def items_of(text: str) -> list[str]:
    """Split a list at its commas, and leave out what is empty."""
    return [item for part in text.split(",") if (item := part.strip())]
