"""How tests are kept apart: `--localstack-isolation`, its ini option and its marker.

::

    rollback   what a test does is undone at its end
    account    each test works in an account of its own; nothing is undone
    none       everything is kept
"""

from __future__ import annotations

import argparse
import os
from typing import Literal

import pytest

from pytest_localstack import examples

ROLLBACK, ACCOUNT, NONE = MODES = ("rollback", "account", "none")
MARKER = "localstack_isolation"
MARKER_HELP = (
    f"{MARKER}(mode): keep the tests of a module or class apart by 'rollback' (undo what they did), 'account' "
    "(an account for each) or 'none' (keep everything)"
)
SHARED_URL = "PYTEST_LOCALSTACK_SHARED_URL"
"""Where the workers of a run find the emulator that they share."""


def add_options(group: pytest.OptionGroup, parser: pytest.Parser) -> None:
    """Declare the options of this module and of :mod:`pytest_localstack.elsewhere`."""
    group.addoption(
        "--localstack-isolation",
        metavar="|".join(MODES),
        help="How tests are kept apart: undo what each did (rollback, the default), give each an account of its "
        "own (account, the default with an emulator elsewhere), or not at all (none).",
    )
    group.addoption(
        "--localstack-shared",
        action="store_true",
        help="Under xdist, one emulator for all workers instead of one each; tests are kept apart by account.",
    )
    group.addoption(
        "--localstack-endpoint",
        metavar="URL",
        help="Use the emulator that runs at this URL, as `localstack start` gives one, instead of booting one.",
    )
    parser.addini("localstack_isolation", "Default of --localstack-isolation.", default="")
    parser.addini(examples.INI, examples.INI_HELP, default=examples.EXAMPLE)


def check_options(options: argparse.Namespace, under_xdist: bool) -> None:
    """Refuse options that contradict each other.

    :raises pytest.UsageError: which says how.
    """
    endpoint, port = options.localstack_endpoint, options.localstack_port
    if endpoint and (port or options.localstack_shared):
        other = f"--localstack-port={port}" if port else "--localstack-shared"
        raise pytest.UsageError(
            f"--localstack-endpoint={endpoint} uses an emulator that runs already, and {other} is about"
            " one of this run: leave one of them out"
        )
    if port and under_xdist and not options.localstack_shared:
        raise pytest.UsageError(
            f"--localstack-port={port} cannot be shared by several xdist workers, each of which has an emulator"
            " of its own: leave it out, run without -n, or with --localstack-shared"
        )


def remote_option(config: pytest.Config) -> str:
    """Give the option by which the emulator of this process runs elsewhere, or `""`."""
    if url := config.known_args_namespace.localstack_endpoint:
        return f"--localstack-endpoint={url}"
    if config.known_args_namespace.localstack_shared and os.environ.get(SHARED_URL):
        return "--localstack-shared"
    return ""


def run_mode(config: pytest.Config) -> str:
    """Give the mode of a run.

    :raises pytest.UsageError: when there is none of that name, or an emulator elsewhere does not offer it.
    """
    given = config.known_args_namespace.localstack_isolation
    source, mode = ("--localstack-isolation", given) if given else ("localstack_isolation", _ini(config))
    return _checked(config, mode, source) if mode else ACCOUNT if remote_option(config) else ROLLBACK


def mode_of(node: pytest.Item | pytest.Collector) -> str:
    """Give the mode of a test, or of what a broader fixture belongs to.

    :raises pytest.UsageError: as :func:`run_mode`.
    """
    marker = node.get_closest_marker(MARKER)
    if marker is None:
        return run_mode(node.config)
    source = f"{node.nodeid}: @pytest.mark.{MARKER}"
    if len(marker.args) != 1 or marker.kwargs:
        raise pytest.UsageError(f"{source} takes one argument, {' or '.join(map(repr, MODES))}")
    return _checked(node.config, marker.args[0], source)


def account_id_scope(fixture_name: str, config: pytest.Config) -> Literal["function", "session"]:
    """Give the scope of the fixture `account_id`: each test has another account, or all have one."""
    del fixture_name
    return "function" if run_mode(config) == ACCOUNT else "session"


def _ini(config: pytest.Config) -> str:
    mode: str = config.getini("localstack_isolation")
    return mode


def _checked(config: pytest.Config, mode: object, source: str) -> str:
    if not isinstance(mode, str) or mode not in MODES:
        raise pytest.UsageError(f"{source}: {mode!r} is not one of {', '.join(MODES)}")
    if mode == ROLLBACK and (option := remote_option(config)):
        raise pytest.UsageError(
            f"{source}: rollback needs the emulator in the test process, and {option} uses one elsewhere:"
            " choose account or none, or leave that option out"
        )
    return mode
