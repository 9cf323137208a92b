"""Small functions for tests and plugins, under the names that LocalStack's users know; docs/api.md lists them."""
