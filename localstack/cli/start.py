"""`localstack start`."""

from __future__ import annotations

import os
import re

import click

_PORTS = re.compile(r"(?:(?P<host>[\d.]+):)?(?P<port>\d{1,5})(?::\d{1,5})?(?:/tcp)?")


@click.command()
@click.option("--host", "on_host", is_flag=True, help="Run as a process of this machine, the default.")
@click.option("--docker", "in_docker", is_flag=True, help="Run in a container, by the docker command.")
@click.option("--no-banner", is_flag=True, help="Say nothing before it starts.")
@click.option("-d", "--detached", is_flag=True, help="Run in the background; `localstack stop` ends it.")
@click.option("-e", "--env", multiple=True, metavar="KEY=VALUE", help="Set a variable; may be repeated.")
@click.option(
    "-p",
    "--publish",
    multiple=True,
    metavar="PORTS",
    help="Listen on this port instead of 4566 ([HOST:]PORT), or publish it from a container; may be repeated.",
)
@click.option("-v", "--volume", multiple=True, metavar="SRC:DST", help="Mount a folder; with --docker.")
@click.option("--network", metavar="NAME", help="Attach the container to a network; with --docker.")
@click.option("--host-dns", is_flag=True, help="Publish the DNS port; accepted, as there is no DNS server.")
@click.option("-s", "--stack", metavar="NAME[:VERSION]", help="The image to run; with --docker.")
def start(
    on_host: bool,
    in_docker: bool,
    no_banner: bool,
    detached: bool,
    env: tuple[str, ...],
    publish: tuple[str, ...],
    volume: tuple[str, ...],
    network: str | None,
    host_dns: bool,
    stack: str | None,
) -> None:
    """Start the emulator.

    It runs in the foreground until Ctrl-C, and listens on 127.0.0.1:4566; GATEWAY_LISTEN=host:port,… says otherwise.
    """
    if on_host and in_docker:
        raise click.UsageError("--host and --docker exclude each other: it runs in one place")
    variables = dict(map(_assignment, env))
    if host_dns:
        click.echo("Note: --host-dns has no effect, as there is no DNS server.", err=True)
    _prepare()
    if in_docker:
        from localstack.cli.docker import Container, start_container

        container = Container.of_environment(os.environ, publish, volume, network, stack)
        start_container(container, variables, detached)
        return
    for option, value in (("--volume", volume), ("--network", network), ("--stack", stack)):
        if value:
            click.echo(f"Note: {option} has an effect with --docker only.", err=True)
    os.environ.update(variables)
    if publish:
        os.environ["GATEWAY_LISTEN"] = _listen(publish)
    if detached:
        from localstack.cli.detached import start_detached

        start_detached()
    else:
        from localstack.cli.serving import serve

        serve(banner=not no_banner)


def _prepare() -> None:
    """Call the hooks that come before anything starts."""
    from localstack.cli.errors import CliError
    from localstack.plugins import PluginError
    from localstack.runtime import hooks

    try:
        hooks.prepare_host.run()
    except PluginError as error:
        raise CliError(str(error)) from error


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r} has no '=': write -e KEY=VALUE", param_hint="--env")
    return name, value


def _listen(publish: tuple[str, ...]) -> str:
    """Read the addresses that a process listens on from what would be published of a container."""
    addresses = []
    for ports in publish:
        match = _PORTS.fullmatch(ports)
        if match is None or int(match["port"]) > 65535:
            raise click.BadParameter(f"{ports!r} names no port: write -p [HOST:]PORT", param_hint="--publish")
        addresses.append(f"{match['host'] or '127.0.0.1'}:{match['port']}")
    return ",".join(addresses)
