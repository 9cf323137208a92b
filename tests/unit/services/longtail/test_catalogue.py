"""The catalogue names services and backends that exist."""

from __future__ import annotations

import botocore.session
import pytest

from localstack.services.longtail.catalogue import SERVICES
from localstack.services.longtail.process import LongTail


def test_every_service_is_one_of_botocores() -> None:
    assert set(SERVICES) <= set(botocore.session.get_session().get_available_services())


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        pytest.param("sns", "Publish", id="query"),
        pytest.param("dynamodb", "PutItem", id="json"),
        pytest.param("lambda", "CreateFunction", id="rest-json"),
        pytest.param("route53", "CreateHostedZone", id="rest-xml"),
        pytest.param("ec2", "RunInstances", id="ec2"),
        pytest.param("batch", "CreateComputeEnvironment", id="methods named after paths"),
        pytest.param("es", "CreateElasticsearchDomain", id="answered by path"),
    ],
)
def test_operations_that_moto_implements_are_listed(tail: LongTail, service: str, operation: str) -> None:
    assert operation in tail.implemented(service)


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        pytest.param("ec2", "BundleInstance", id="a method that only raises"),
        pytest.param("es", "UpdateElasticsearchDomainConfig", id="a path that another operation answers"),
        pytest.param("xray", "CreateGroup", id="no method"),
        pytest.param("lambda", "Invoke", id="would need a container"),
        pytest.param("stepfunctions", "GetExecutionHistory", id="invented answers"),
    ],
)
def test_operations_that_moto_lacks_are_not_listed(tail: LongTail, service: str, operation: str) -> None:
    assert operation not in tail.implemented(service)
