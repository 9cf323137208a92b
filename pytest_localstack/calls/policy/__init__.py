"""The least-privilege IAM policy of calls.

::

    rules       what an operation needs: grants, made of actions and resource templates
    template    a resource's ARN from the parameters of a call
    services/   the facts, one table per service or family
    document    calls to statements

The facts are those of the Service Authorization Reference:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from pytest_localstack.calls.policy.document import Policy, policy_of

__all__ = ["Policy", "policy_of"]
