"""An order service: orders in DynamoDB, events and payments over SQS, documents in S3."""
