"""The routing table against the installed botocore."""

from __future__ import annotations

import pytest

from localstack.aws import routes, spec

pytestmark = pytest.mark.usefixtures("forget_models")

SERVICES = sorted(spec.loader().list_available_services("service-2"))


def test_the_table_is_what_its_botocore_gives() -> None:
    if not routes.is_current():
        pytest.skip("the table was made from another version of botocore: `make routes` writes it anew")

    assert list(routes.rows()) == [routes.row_of(name) for name in SERVICES]


def test_the_table_s_services_are_as_the_installed_botocore_has_them() -> None:
    """Protocols, versions and paths may grow in a newer one; names may not change."""
    known = [row for row in routes.rows() if row.name in SERVICES]

    changed = [row.name for row in known if identity(row) != identity(routes.row_of(row.name))]

    assert len(known) > 300
    assert changed == []


def identity(row: routes.Row) -> tuple[str, str, str]:
    return row.signing_name, row.endpoint_prefix, row.target_prefix
