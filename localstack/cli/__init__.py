"""The `localstack` command."""
