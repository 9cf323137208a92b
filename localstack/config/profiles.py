"""Profiles: files of variables, `~/.localstack/<profile>.env`, that an environment is filled up from."""

from __future__ import annotations

import logging
import os
from collections.abc import MutableMapping
from pathlib import Path

from localstack.config.flags import items_of

LOG = logging.getLogger(__name__)
DEFAULT_PROFILE = "default"


def config_folder(environment: MutableMapping[str, str] = os.environ) -> Path:
    """Give the folder that profiles lie in: `CONFIG_DIR`, or `~/.localstack`."""
    return Path(environment.get("CONFIG_DIR") or "~/.localstack").expanduser()


def load_environment(profiles: str | None = None, env: MutableMapping[str, str] | None = None) -> list[str]:
    """Fill an environment up with the variables of profiles; what is set already stays.

    :param profiles: names with commas between; of a variable in several, the last has it. Without them
        `CONFIG_PROFILE` names them, else it is `default`.
    :param env: the environment; this process's without it.
    :returns: the names of the profiles.
    """
    # Only those that have a profile need it.
    from dotenv import dotenv_values

    environment = os.environ if env is None else env
    names = items_of(profiles or environment.get("CONFIG_PROFILE") or DEFAULT_PROFILE)
    folder = config_folder(environment)
    found: dict[str, str] = {}
    for name in names:
        path = folder / f"{name}.env"
        if path.is_file():
            found.update({key: value for key, value in dotenv_values(path).items() if value is not None})
        elif name != DEFAULT_PROFILE:
            LOG.warning(
                "profile %r: there is no %s; it names the variables, one NAME=value a line", name, path
            )
    _report(found)
    for key, value in found.items():
        environment.setdefault(key, value)
    return names


def _report(found: dict[str, str]) -> None:
    from localstack.config.checking import misspelt_names

    for note in misspelt_names(found, ours=True):
        LOG.warning("%s", note)
