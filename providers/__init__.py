"""The native providers, one folder per AWS service; installed as `localstack_providers`."""
