"""Amazon DynamoDB and its streams: batches, transactions and PartiQL need the actions of what they consist of.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
"""

from __future__ import annotations

import re

from pytest_localstack.calls.policy.rules import Parameters, Rules, grant, names

_TABLES = "arn:{partition}:dynamodb:{region}:{account}:table/"
_STREAM = "arn:{partition}:dynamodb:{region}:{account}:table/*/stream/*"
_STATEMENT = re.compile(
    r"""^\s*(?P<verb>SELECT\b.*?\bFROM|INSERT\s+INTO|UPDATE|DELETE\s+FROM|EXISTS\s*\(\s*SELECT\b.*?\bFROM)\s+
        (?:"(?P<quoted>[^"]+)"|(?P<table>[\w\-]+))(?:\."?(?P<index>[\w.\-]+)"?)?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_VERBS = ("Select", "Insert", "Update", "Delete")


def _derive(parameters: Parameters) -> Parameters:
    """Add the tables that PartiQL statements name, by verb: `{"Select": ["orders", "orders/index/by-day"]}`."""
    statements = [parameters.get("Statement"), *(parameters.get("Statements") or ())]
    statements += parameters.get("TransactStatements") or ()
    tables: dict[str, list[str]] = {}
    for statement in statements:
        text = statement.get("Statement") if isinstance(statement, dict) else statement
        if found := _STATEMENT.match(str(text or "")):
            verb = found["verb"].split()[0].partition("(")[0].capitalize()
            table = found["quoted"] or found["table"]
            name = f"{table}/index/{found['index']}" if found["index"] else table
            tables.setdefault("Select" if verb == "Exists" else verb, []).append(name)
    return {**parameters, "partiql": tables}


_PARTIQL = tuple(
    grant(f"dynamodb:PartiQL{verb}", f"{_TABLES}{{partiql.{verb}}}", f"partiql.{verb}") for verb in _VERBS
)
_QUERY = {
    name: (
        grant(f"dynamodb:{name}", "table", "!IndexName"),
        grant(f"dynamodb:{name}", f"{_TABLES}{{TableName}}/index/{{IndexName}}", "IndexName"),
    )
    for name in ("Query", "Scan")
}

RULES = {
    "dynamodb": Rules(
        prefix="dynamodb",
        resources={
            "table": f"{_TABLES}{{TableName}}",
            "source": f"{_TABLES}{{SourceTableName}}",
            "global table": "arn:{partition}:dynamodb::{account}:global-table/{GlobalTableName}",
            "import": f"{_TABLES}{{TableCreationParameters.TableName}}",
        },
        grants={
            **_QUERY,
            "BatchGetItem": (grant("dynamodb:BatchGetItem", f"{_TABLES}{{keys(RequestItems)}}"),),
            "BatchWriteItem": (grant("dynamodb:BatchWriteItem", f"{_TABLES}{{keys(RequestItems)}}"),),
            "TransactGetItems": (grant("dynamodb:GetItem", f"{_TABLES}{{TransactItems[].Get.TableName}}"),),
            "TransactWriteItems": tuple(
                grant(
                    f"dynamodb:{action}",
                    f"{_TABLES}{{TransactItems[].{member}.TableName}}",
                    f"TransactItems[].{member}",
                )
                for member, action in (
                    ("Put", "PutItem"),
                    ("Update", "UpdateItem"),
                    ("Delete", "DeleteItem"),
                    ("ConditionCheck", "ConditionCheckItem"),
                )
            ),
            "ExecuteStatement": _PARTIQL,
            "BatchExecuteStatement": _PARTIQL,
            "ExecuteTransaction": _PARTIQL,
        },
        unscoped=names(
            """
            ListTables ListBackups ListGlobalTables ListContributorInsights ListExports ListImports
            DescribeLimits DescribeEndpoints
            """
        ),
        derive=_derive,
    ),
    "dynamodbstreams": Rules(
        prefix="dynamodb",
        resources={"stream": "{StreamArn}", "streams of a table": f"{_TABLES}{{TableName}}/stream/*"},
        # A shard iterator tells its stream only to AWS.
        grants={"GetRecords": (grant("dynamodb:GetRecords", _STREAM),)},
        unscoped=names("ListStreams"),
    ),
}
