"""The `localstack` command: which commands there are, and what comes before any of them, the profile.

::

    localstack [--debug] [-p PROFILE] COMMAND [--profile PROFILE] …

`-p` is the profile before the command only; `start -p` publishes a port. The module imports click and nothing else
that is heavy: each command is imported when it is called.
"""

from __future__ import annotations

import os
import sys

import click

from localstack import __version__
from localstack.cli.errors import CliError
from localstack.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "start": Entry("localstack.cli.start:start", "Start the emulator."),
    "stop": Entry("localstack.cli.lifecycle:stop", "Stop the emulator."),
    "restart": Entry("localstack.cli.lifecycle:restart", "Restart the emulator where it is."),
    "status": Entry("localstack.cli.status:status", "Tell what runs, and in which state services are."),
    "logs": Entry("localstack.cli.lifecycle:logs", "Print the log."),
    "wait": Entry("localstack.cli.lifecycle:wait", "Wait until the emulator answers."),
    "ssh": Entry("localstack.cli.shell:ssh", "Open a shell that talks to the emulator."),
    "services": Entry("localstack.cli.services:services", "List the services and who answers for each."),
    "state": Entry("localstack.cli.state:state", "Export, import and reset the state."),
    "config": Entry("localstack.cli.configuration:config", "Show and validate the configuration."),
    "plugins": Entry(
        "localstack.cli.plugins:plugins", "Load every plugin that is installed, and tell what became of it."
    ),
    "snapshot": Entry(
        "localstack.cli.snapshot:snapshot",
        "Look after recorded snapshots: unused ones, renamed tests, others' recordings, differences.",
    ),
    "update": Entry("localstack.cli.update:update", "Update what is installed."),
    "completion": Entry("localstack.cli.completion:completion", "Print the completion script of a shell."),
}


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
)
@click.version_option(__version__, "-v", "--version", message="LocalStack CLI %(version)s")
@click.option("-d", "--debug", is_flag=True, help="Log in detail, and show tracebacks.")
@click.option(
    "-p",
    "--profile",
    metavar="PROFILE",
    help="Variables to use: of ~/.localstack/PROFILE.env; --profile may stand anywhere.",
)
def localstack(debug: bool, profile: str | None) -> None:
    """An AWS emulator for tests, and a server for any AWS client."""
    if debug:
        os.environ["DEBUG"] = "1"
    del profile  # main() has taken it out and loaded it; here it is for the help


def take_profile(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Take the profile out of arguments: `--profile` anywhere, else `-p` before the command.

    What follows `--` is left alone. Of several the last has it.

    :returns: the profile or `None`, and the other arguments.
    :raises CliError: when no profile follows.
    """
    profile: str | None = None
    kept: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        is_ours = name == "--profile" or (name == "-p" and all(one.startswith("-") for one in kept))
        if argument == "--":
            return profile, [*kept, argument, *rest]
        if not is_ours:
            kept.append(argument)
            continue
        profile = value if equals else next(rest, "")
        if not profile or profile.startswith("-"):
            raise CliError(f"{name} names no profile: write --profile NAME, of ~/.localstack/NAME.env")
    return profile, kept


def load_profile(profile: str | None) -> None:
    """Fill the environment up from a profile, or from the default one if there is one.

    :raises CliError: when a profile that was asked for is not there.
    """
    from localstack.config.flags import items_of
    from localstack.config.profiles import DEFAULT_PROFILE, config_folder, load_environment

    names = items_of(profile or os.environ.get("CONFIG_PROFILE", ""))
    folder = config_folder()
    for name in names:
        if name != DEFAULT_PROFILE and not (folder / f"{name}.env").is_file():
            raise CliError(
                f"there is no profile {name!r}: {folder / name}.env would hold it, one NAME=value a line"
            )
    if names:
        os.environ["CONFIG_PROFILE"] = ",".join(names)
    if names or (folder / f"{DEFAULT_PROFILE}.env").is_file():
        load_environment()


def main() -> None:
    """Run the command line."""
    try:
        profile, arguments = take_profile(sys.argv[1:])
        if "_LOCALSTACK_COMPLETE" not in os.environ:
            load_profile(profile)
    except CliError as error:
        error.show()
        sys.exit(error.exit_code)
    localstack(arguments, prog_name="localstack")


if __name__ == "__main__":
    main()
