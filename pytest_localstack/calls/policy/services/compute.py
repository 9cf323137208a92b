"""AWS Lambda and Step Functions.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
"""

from __future__ import annotations

from pytest_localstack.calls.policy.rules import (
    EVERYTHING,
    Parameters,
    Rules,
    grant,
    named,
    names,
    passed_role,
)

_FUNCTION = "arn:{partition}:lambda:{region}:{account}:function:"


def _derive_function(parameters: Parameters) -> Parameters:
    """Add a function's name as its ARN ends: names may come as `account:function:name`, with a version or alias."""
    name = str(parameters.get("FunctionName") or "")
    if name and not name.startswith("arn:"):
        name = name.rpartition("function:")[2]
    if name and (qualifier := parameters.get("Qualifier")):
        name = f"{name}:{qualifier}"
    return {**parameters, "function": name}


RULES = {
    "lambda": Rules(
        prefix="lambda",
        resources={
            "function": f"{_FUNCTION}{{function}}",
            "layer version": "arn:{partition}:lambda:{region}:{account}:layer:{LayerName}:{VersionNumber}",
            "layer": "arn:{partition}:lambda:{region}:{account}:layer:{LayerName}",
            "mapping": "arn:{partition}:lambda:{region}:{account}:event-source-mapping:{UUID}",
            "tagged": "{Resource}",
        },
        grants={
            **named(
                "lambda",
                "function",
                "Invoke=InvokeFunction InvokeAsync=InvokeFunction InvokeWithResponseStream=InvokeFunction",
            ),
            # The function is a condition of the action, not its resource.
            "CreateEventSourceMapping": (grant("lambda:CreateEventSourceMapping", EVERYTHING),),
            "CreateFunction": (
                grant("lambda:CreateFunction", "function"),
                grant("lambda:TagResource", "function", "Tags"),
                passed_role("Role"),
            ),
            "UpdateFunctionConfiguration": (
                grant("lambda:UpdateFunctionConfiguration", "function"),
                passed_role("Role"),
            ),
        },
        unscoped=names(
            """
            CreateCodeSigningConfig GetAccountSettings ListCapacityProviders ListCodeSigningConfigs
            ListEventSourceMappings ListFunctions ListLayerVersions ListLayers
            """
        ),
        derive=_derive_function,
    ),
    "stepfunctions": Rules(
        prefix="states",
        resources={
            "execution": "{executionArn}",
            "state machine": "{stateMachineArn}",
            "tagged": "{resourceArn}",
        },
        grants={
            "CreateStateMachine": (
                grant(
                    "states:CreateStateMachine",
                    "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
                ),
                passed_role("roleArn"),
            ),
            "UpdateStateMachine": (
                grant("states:UpdateStateMachine", "state machine"),
                passed_role("roleArn"),
            ),
            "CreateActivity": (
                grant("states:CreateActivity", "arn:{partition}:states:{region}:{account}:activity:{name}"),
            ),
        },
        unscoped=names(
            """
            ListActivities ListStateMachines SendTaskFailure SendTaskHeartbeat SendTaskSuccess TestState
            ValidateStateMachineDefinition
            """
        ),
    ),
}
