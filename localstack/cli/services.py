"""`localstack services`."""

from __future__ import annotations

import click

from localstack.cli.output import emit, format_option


@click.command()
@format_option
def services(form: str) -> None:
    """List the services and who answers for each."""
    from localstack.services.lifecycle import ServiceManager
    from localstack.services.longtail.catalogue import SERVICES

    native = ServiceManager().native()
    found = {name: "native" if name in native else "long tail" for name in sorted({*native, *SERVICES})}
    emit(found, form, ("Service", "Answered by"))
