"""Amazon SQS: standard and FIFO queues.

Emulated: every operation of the model; long polling, visibility, delays, retention, in-flight limits, batches
with partial failures, message groups, both kinds of deduplication and their scopes, retried receives,
dead-letter queues with redrive and redrive-allow policies, message move tasks, permissions as policy text,
tags, and the attributes of server-side encryption.

Not emulated: policies and encryption are kept and given back, not enforced; nothing is throttled.

- https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
- https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
- https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
- https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
- https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
"""
