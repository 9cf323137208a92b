"""`AWSClients`: the type of `aws_client` for those who have installed the stubs of types-boto3.

With those of boto3-stubs it is `pytest_localstack.clients.ServiceClients` itself.
"""

from pytest_localstack.clients import ServiceClients as AWSClients

__all__ = ["AWSClients"]
