"""Amazon S3: general-purpose buckets.

Emulated: buckets; objects with metadata, ranges, conditions, checksums, tags and storage classes; listing, copying,
multipart uploads, versioning; ownership, ACLs, bucket policies, public access block and the authorization that
follows from them; encryption with S3's keys, with keys of KMS (which the long tail has) and of the caller's; object
lock; lifecycle and restoring, at their time by the virtual clock; replication; notifications; inventories; access
logs; access points; CORS as browser pages see it; static websites with their endpoints; requester pays; pre-signed
URLs and forms with their policies; queries of objects in CSV and JSON.

Kept without effect: transfer acceleration, and configurations of metrics, analytics, intelligent tiering and
of access by a bucket's tags.

Queues are told natively, topics and EventBridge through the long tail, which passes on to native queues. Functions
are not run: what they would be told is recorded as undelivered. Policies of destinations are asked by replication
and access logs, not by notifications and inventories.

Replication takes no time that matters, so its events about thresholds never come. Its role is taken to allow what it
needs.

The report of an inventory is written as CSV, at one o'clock UTC of virtual time. One in ORC or Parquet, and one that
no bucket takes, are recorded as undelivered. Logs come an hour later, or when somebody asks for everything to settle.

Not emulated: queries of Parquet, which are answered with `NotImplemented`, and directory buckets with what only they
have, RenameObject among it.

Websites are at `<bucket>.s3-website.localhost.localstack.cloud`, `<bucket>.s3-website.localhost`, both with a region
behind `s3-website` too, and at AWS's own names. Their visitors are nobody in particular.

The caller is an account or nobody: identities within an account are taken for its root, so policies that name them
have no effect. `aws:SecureTransport` is always true.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""
