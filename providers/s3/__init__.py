"""Amazon S3: general-purpose buckets.

Emulated: buckets, objects with metadata, ranges, conditions and checksums, listing, copying, multipart
uploads, versioning, tagging, ownership, ACLs, bucket policies, public access
block and the authorization that follows from them, the default for encryption, notifications, static websites
with their endpoints, and queries of objects in CSV and JSON.
with their endpoints, and CORS configurations with what browser pages are told by them.
with their endpoints, CORS configurations with what browser pages are told by them, and requester pays.
with their endpoints, CORS configurations with what browser pages are told by them, requester pays, and
inventories.

Kept without effect: transfer acceleration, and configurations of metrics, analytics and intelligent tiering.

The report of an inventory is written as CSV, at one o'clock UTC of virtual time. One in ORC or Parquet, and one that
no bucket takes, are recorded as undelivered.
with their endpoints, and lifecycle configurations.
with their endpoints, lifecycle configurations, and restoring archived objects.
block and the authorization that follows from them, the default for encryption, notifications, replication, and static
websites with their endpoints.
block and the authorization that follows from them, the default for encryption, notifications, replication, access logs,
and static websites with their endpoints.
block and the authorization that follows from them, the default for encryption, notifications, replication,
access logs, access points, which S3 Control keeps, and static websites with their endpoints.

Queues are told natively, topics and EventBridge through the long tail, which passes on to native queues. Functions
are not run: what they would be told is recorded as undelivered. Policies of destinations are not asked.

Objects may be encrypted with keys of KMS, which the long tail has, or of the caller's, and locked. Pre-signed URLs
and the policies of forms are checked.

Not emulated yet: queries of Parquet, which are answered with `NotImplemented`, and the other bucket configurations.

Websites are at `<bucket>.s3-website.localhost.localstack.cloud`, `<bucket>.s3-website.localhost`, both with a region
behind `s3-website` too, and at AWS's own names. Their visitors are nobody in particular.

Lifecycle rules are applied at every midnight (UTC) of the virtual clock, to all that is due by then; AWS may take
longer. A restoration takes the longest time that AWS names for its tier when changes of state take their time, and
none otherwise. Selecting from archived objects is not emulated.
Replication takes no time that matters, so its events about thresholds never come. Its role is taken to allow what it
has to; policies of destinations are asked.

The caller is an account or nobody: identities within an account are taken for its root, so policies that name them
have no effect. `aws:SecureTransport` is always true.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""
