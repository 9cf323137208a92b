"""Amazon S3: general-purpose buckets.

Emulated: buckets, objects with metadata, ranges, conditions and checksums, listing, copying, multipart
uploads, versioning, tagging, and the defaults for encryption, ownership and public access.

Not emulated yet, and answered with `NotImplemented`: ACLs, encryption with KMS or customer keys, object lock,
and the other bucket configurations. Access is not checked: every caller is treated as the bucket's owner.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""
