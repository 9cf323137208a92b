"""The `localstack` command: start a server, list services."""

from __future__ import annotations

import logging
import os
import signal
from types import FrameType

import click

from localstack import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, "-v", "--version", message="LocalStack CLI %(version)s")
def localstack() -> None:
    """An AWS emulator for tests, and a server for any AWS client."""


@localstack.command()
@click.option("--host", is_flag=True, help="Run on this machine, not in a container; the only mode there is.")
@click.option(
    "-e", "--env", multiple=True, metavar="KEY=VALUE", help="Set a configuration variable; may be repeated."
)
def start(host: bool, env: tuple[str, ...]) -> None:
    """Start the emulator in the foreground, until Ctrl-C.

    It listens on 127.0.0.1:4566; GATEWAY_LISTEN=host:port says otherwise.
    """
    del host  # accepted because users' scripts say it; host mode is what `start` does
    for assignment in env:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise click.BadParameter(f"{assignment!r} has no '=': write -e KEY=VALUE", param_hint="--env")
        os.environ[name] = value
    serve()


def serve() -> None:
    """Run a server with the settings of the environment until it is told to stop."""
    from localstack.config import Settings
    from localstack.runtime import Emulator

    logging.basicConfig(level=logging.DEBUG if os.environ.get("DEBUG") == "1" else logging.INFO)
    try:
        emulator = Emulator(Settings.from_environment()).start()
    except (OSError, ValueError) as error:
        message = str(error)
        if isinstance(error, OSError):
            message += "; set GATEWAY_LISTEN=127.0.0.1:<port> for another port"
        raise click.ClickException(message) from error

    def stop(_signum: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    click.echo(f"LocalStack {__version__} on {emulator.url}\nReady.")
    try:
        emulator.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopping.")
    finally:
        emulator.stop()


@localstack.command()
def services() -> None:
    """List the services and who answers for each."""
    from localstack.services.longtail.catalogue import SERVICES
    from localstack.services.plugins import ServiceManager

    native = ServiceManager().native()
    for name in sorted({*native, *SERVICES}):
        click.echo(f"{name:28} {'native' if name in native else 'long tail'}")


def main() -> None:
    """Run the command line."""
    localstack(prog_name="localstack")


if __name__ == "__main__":
    main()
