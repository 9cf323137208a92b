"""Accounts, regions and keys of tests; each can be set in the environment under its own name."""

import os

TEST_AWS_ACCOUNT_ID = os.environ.get("TEST_AWS_ACCOUNT_ID") or "000000000000"
TEST_AWS_ACCESS_KEY_ID = os.environ.get("TEST_AWS_ACCESS_KEY_ID") or "test"
TEST_AWS_SECRET_ACCESS_KEY = os.environ.get("TEST_AWS_SECRET_ACCESS_KEY") or "test"
TEST_AWS_REGION_NAME = (
    os.environ.get("TEST_AWS_REGION_NAME") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
)
# An access key of twelve digits selects the account of that number.
SECONDARY_TEST_AWS_ACCOUNT_ID = os.environ.get("SECONDARY_TEST_AWS_ACCOUNT_ID") or "000000000002"
SECONDARY_TEST_AWS_ACCESS_KEY_ID = (
    os.environ.get("SECONDARY_TEST_AWS_ACCESS_KEY_ID") or SECONDARY_TEST_AWS_ACCOUNT_ID
)
SECONDARY_TEST_AWS_SECRET_ACCESS_KEY = os.environ.get("SECONDARY_TEST_AWS_SECRET_ACCESS_KEY") or "test2"
SECONDARY_TEST_AWS_REGION_NAME = os.environ.get("SECONDARY_TEST_AWS_REGION_NAME") or "ap-southeast-1"
