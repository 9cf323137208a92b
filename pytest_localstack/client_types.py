"""Write boto3_stubs.pyi and types_boto3.pyi: what `aws_client.<service>` is to a type checker.

Run as `python -m pytest_localstack.client_types`. Both stub packages have one distribution for each service, and a
class for its client named as botocore names the client; a service whose stubs are not installed is `Any`.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from botocore.utils import get_service_module_name

from localstack.aws import spec

FOLDER = Path(__file__).parent

# The file, the distribution that brings the stubs, the package of a service's stubs, the class written and its base.
TARGETS = (
    ("boto3_stubs.pyi", "boto3-stubs", "mypy_boto3_", "ClientsByName", ""),
    ("types_boto3.pyi", "types-boto3", "types_boto3_", "AWSClients", "ServiceClients"),
)

TEMPLATE = '''"""The clients of `aws_client`, typed by {distribution}; by `make stubs` for botocore {version}."""

{imports}

class {name}{base}:
{attributes}
'''


def services() -> Iterator[tuple[str, str]]:
    """Give the name of each service and that of its client's class.

    Of two services with one name of the class, the first has it: the other is an older name of the same.
    """
    taken = set()
    for name in sorted(spec.loader().list_available_services("service-2")):
        client = get_service_module_name(spec.load(name))
        client = f"{client[0].upper()}{client[1:]}Client"
        if client not in taken:
            taken.add(client)
            yield name, client


def attribute(service: str) -> str:
    """Give the attribute of a service: `lambda_`, `cognito_idp`."""
    name = service.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def document(distribution: str, prefix: str, name: str, base: str) -> str:
    """Write a stub file."""
    found = list(services())
    imports = [
        f"from {prefix}{service.replace('-', '_')}.client import {client}" for service, client in found
    ]
    if base:
        imports.append(f"\nfrom pytest_localstack.clients import {base}")
    return TEMPLATE.format(
        distribution=distribution,
        version=version("botocore"),
        imports="\n".join(imports),
        name=name,
        base=f"({base})" if base else "",
        attributes="\n".join(f"    {attribute(service)}: {client}" for service, client in found),
    )


def main() -> None:
    """Write both files."""
    for file, *rest in TARGETS:
        (FOLDER / file).write_text(document(*rest))


if __name__ == "__main__":
    main()
