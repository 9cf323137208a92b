"""Configuration: what users import from here, and the variables of the environment as attributes.

::

    flags       one variable, as a truth or a list
    addresses   HostAndPort
    profiles    load_environment: files of variables
    directories Directories: where things lie
    variables   what a variable is, and the kinds of its value
    settings    the variables of an emulator
    catalogue   all others, honoured or not
    checking    what to say about an environment
    document    docs/configuration.md

`config.DEBUG` or `config.SERVICES` reads the environment when it is asked; nothing is kept, so two emulators of a
process can differ.
"""

from __future__ import annotations

import os
from typing import Any

from localstack.config.addresses import HostAndPort, UniqueHostAndPortList
from localstack.config.directories import Directories
from localstack.config.flags import (
    eval_log_type,
    is_env_not_false,
    is_env_true,
    parse_boolean_env,
    parse_comma_separated_list,
)
from localstack.config.profiles import load_environment
from localstack.config.settings import Settings

__all__ = [
    "Directories",
    "HostAndPort",
    "Settings",
    "UniqueHostAndPortList",
    "eval_log_type",
    "is_env_not_false",
    "is_env_true",
    "load_environment",
    "parse_boolean_env",
    "parse_comma_separated_list",
]


def __getattr__(name: str) -> Any:
    if name.isupper():
        from localstack.config.catalogue import honoured

        variable = honoured().get(name)
        if variable is not None:
            return variable.read(os.environ)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
