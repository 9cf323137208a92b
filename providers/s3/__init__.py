"""Amazon S3: general-purpose buckets.

Emulated: buckets, objects with metadata, ranges, conditions and checksums, listing, copying, multipart
uploads, versioning, tagging, ownership, ACLs, bucket policies, public access
block and the authorization that follows from them, the default for encryption, and notifications.

Queues are told natively, topics and EventBridge through the long tail, which passes on to native queues. Functions
are not run: what they would be told is recorded as undelivered. Policies of destinations are not asked.

Not emulated yet, and answered with `NotImplemented`: encryption with KMS or customer keys, object lock,
and the other bucket configurations.

The caller is an account or nobody: identities within an account are taken for its root, so policies that name them
have no effect. `aws:SecureTransport` is always true.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""
