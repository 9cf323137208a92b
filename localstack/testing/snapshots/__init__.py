"""The place of the AWS transformer sets, as suites import it."""
