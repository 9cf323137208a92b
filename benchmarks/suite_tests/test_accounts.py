"""Accounts in a table: a hundred tests of a ledger's reads and writes."""

from __future__ import annotations

from typing import Any

import pytest

TABLE = "accounts"
pytestmark = pytest.mark.parametrize("owner", [f"owner-{number}" for number in range(10)])


@pytest.fixture
def table(dynamodb: Any) -> str:
    """An empty table with a sort key."""
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[
            {"AttributeName": "owner", "KeyType": "HASH"},
            {"AttributeName": "number", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "number", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return TABLE


def account(owner: str, number: int, balance: int = 0) -> dict[str, Any]:
    """Make an item."""
    return {"owner": {"S": owner}, "number": {"N": str(number)}, "balance": {"N": str(balance)}}


def key(owner: str, number: int) -> dict[str, Any]:
    """Make an item's key."""
    return {"owner": {"S": owner}, "number": {"N": str(number)}}


def test_an_account_comes_back(dynamodb: Any, table: str, owner: str) -> None:
    dynamodb.put_item(TableName=table, Item=account(owner, 1, 20))

    assert dynamodb.get_item(TableName=table, Key=key(owner, 1))["Item"] == account(owner, 1, 20)


def test_an_unknown_account(dynamodb: Any, table: str, owner: str) -> None:
    assert "Item" not in dynamodb.get_item(TableName=table, Key=key(owner, 1))
    assert dynamodb.scan(TableName=table)["Count"] == 0


def test_a_deposit_is_added(dynamodb: Any, table: str, owner: str) -> None:
    dynamodb.put_item(TableName=table, Item=account(owner, 1, 20))
    answer = dynamodb.update_item(
        TableName=table,
        Key=key(owner, 1),
        UpdateExpression="ADD balance :amount",
        ExpressionAttributeValues={":amount": {"N": "5"}},
        ReturnValues="ALL_NEW",
    )

    assert answer["Attributes"] == account(owner, 1, 25)


def test_no_withdrawal_beyond_the_balance(dynamodb: Any, table: str, owner: str) -> None:
    dynamodb.put_item(TableName=table, Item=account(owner, 1, 20))

    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException):
        dynamodb.update_item(
            TableName=table,
            Key=key(owner, 1),
            UpdateExpression="SET balance = balance - :amount",
            ConditionExpression="balance >= :amount",
            ExpressionAttributeValues={":amount": {"N": "50"}},
        )
    assert dynamodb.get_item(TableName=table, Key=key(owner, 1))["Item"] == account(owner, 1, 20)


def test_an_account_is_opened_once(dynamodb: Any, table: str, owner: str) -> None:
    condition = "attribute_not_exists(#owner)"
    options = {"ConditionExpression": condition, "ExpressionAttributeNames": {"#owner": "owner"}}
    dynamodb.put_item(TableName=table, Item=account(owner, 1), **options)

    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException):
        dynamodb.put_item(TableName=table, Item=account(owner, 1), **options)


def test_the_accounts_of_an_owner(dynamodb: Any, table: str, owner: str) -> None:
    for name, number in ((owner, 2), (owner, 1), ("somebody", 1)):
        dynamodb.put_item(TableName=table, Item=account(name, number))

    answer = dynamodb.query(
        TableName=table,
        KeyConditionExpression="#owner = :owner",
        ExpressionAttributeNames={"#owner": "owner"},
        ExpressionAttributeValues={":owner": {"S": owner}},
    )
    assert [item["number"]["N"] for item in answer["Items"]] == ["1", "2"]


def test_a_closed_account_is_gone(dynamodb: Any, table: str, owner: str) -> None:
    dynamodb.put_item(TableName=table, Item=account(owner, 1))
    dynamodb.delete_item(TableName=table, Key=key(owner, 1))

    assert "Item" not in dynamodb.get_item(TableName=table, Key=key(owner, 1))


def test_a_batch_of_accounts(dynamodb: Any, table: str, owner: str) -> None:
    items = [account(owner, number) for number in range(1, 6)]
    dynamodb.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item}} for item in items]})

    keys = [key(owner, number) for number in (1, 5)]
    found = dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}})["Responses"][table]
    assert sorted(item["number"]["N"] for item in found) == ["1", "5"]


def test_a_transfer_is_whole(dynamodb: Any, table: str, owner: str) -> None:
    for number, balance in ((1, 20), (2, 0)):
        dynamodb.put_item(TableName=table, Item=account(owner, number, balance))
    dynamodb.transact_write_items(
        TransactItems=[
            {
                "Update": {
                    "TableName": table,
                    "Key": key(owner, number),
                    "UpdateExpression": "ADD balance :amount",
                    "ExpressionAttributeValues": {":amount": {"N": amount}},
                }
            }
            for number, amount in ((1, "-5"), (2, "5"))
        ]
    )

    balances = [dynamodb.get_item(TableName=table, Key=key(owner, number))["Item"] for number in (1, 2)]
    assert [item["balance"]["N"] for item in balances] == ["15", "5"]


def test_rich_accounts_are_found_by_a_filter(dynamodb: Any, table: str, owner: str) -> None:
    for number, balance in ((1, 20), (2, 2000), (3, 5)):
        dynamodb.put_item(TableName=table, Item=account(owner, number, balance))

    answer = dynamodb.scan(
        TableName=table,
        FilterExpression="balance > :least",
        ExpressionAttributeValues={":least": {"N": "100"}},
    )
    assert [item["number"]["N"] for item in answer["Items"]] == ["2"]
