"""Analytics configurations: whose storage classes would be analysed. Nothing is analysed or exported.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/analytics-storage-class.html
"""

from __future__ import annotations

from . import arns, configurations, errors, filters
from .configurations import Configuration, require_choice


def parse(identifier: str, given: Configuration) -> Configuration:
    """Read a configuration from a request.

    :param identifier: the one that the request names.
    :raises MalformedXML: when it does not follow the schema, or has another id.
    :raises InvalidS3DestinationBucket: when the destination of the export is no bucket.
    """
    configurations.require_same_id(identifier, given)
    filters.check(given.get("Filter"))
    analysis = given.get("StorageClassAnalysis")
    if analysis is None:
        raise errors.MalformedXML
    export = analysis.get("DataExport")
    if export is not None:
        require_choice(export.get("OutputSchemaVersion"), "V_1")
        destination = (export.get("Destination") or {}).get("S3BucketDestination") or {}
        require_choice(destination.get("Format"), "CSV")
        arns.bucket_of(destination.get("Bucket"))
    return given
