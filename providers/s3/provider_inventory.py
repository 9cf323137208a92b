"""Operations on inventory configurations, and the reports that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from operator import attrgetter
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.services.provider import pending_work

from . import arns, configurations, errors, inventory
from .bucket import Bucket
from .inventory import Inventory
from .operations import S3Operations
from .provider_analysis import DONE


class InventoryOperations(S3Operations):
    """Inventory configurations and reports."""

    def get_bucket_inventory_configuration(
        self, context: RequestContext, request: api.GetBucketInventoryConfigurationRequest
    ) -> api.GetBucketInventoryConfigurationOutput:
        """Give an inventory configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        found = configurations.find(bucket.inventories, request["Id"])
        return {"InventoryConfiguration": found.configuration}  # type: ignore[typeddict-item]

    def put_bucket_inventory_configuration(
        self, context: RequestContext, request: api.PutBucketInventoryConfigurationRequest
    ) -> dict[str, int]:
        """Keep an inventory configuration; its first report will be written at the next hour for it."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        given = request.get("InventoryConfiguration") or {}
        found = inventory.parse(request["Id"], given, context.ids.uuid())
        with context.lock(bucket.arn):
            configurations.put(bucket.inventories, found.identifier, found)
        if found.is_enabled:
            _schedule_report(context, bucket, found, is_first=True)
        return DONE

    def delete_bucket_inventory_configuration(
        self, context: RequestContext, request: api.DeleteBucketInventoryConfigurationRequest
    ) -> None:
        """Remove an inventory configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        with context.lock(bucket.arn):
            configurations.remove(bucket.inventories, request["Id"])

    def list_bucket_inventory_configurations(
        self, context: RequestContext, request: api.ListBucketInventoryConfigurationsRequest
    ) -> api.ListBucketInventoryConfigurationsOutput:
        """List the inventory configurations."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        token = request.get("ContinuationToken")
        return configurations.page(  # type: ignore[return-value]
            bucket.inventories, "InventoryConfigurationList", token, attrgetter("configuration")
        )

    @pending_work
    def write_inventory_report(self, context: RequestContext, work: Mapping[str, Any]) -> None:
        """Write a report, or record why it cannot be, and see to the next one."""
        bucket = self.store(context).buckets.get(work["Bucket"])
        found = bucket.inventories.get(work["Id"]) if bucket is not None else None
        if bucket is None or found is None or found.serial != work["Serial"]:
            # It was replaced or removed meanwhile.
            return
        try:
            _write_report(context, bucket, found)
        except ServiceException as error:
            destination = found.destination["Bucket"]
            description = (
                f"s3: inventory {found.identifier} of {bucket.arn} to {destination}: {error.message}"
            )
            context.emulator.recorder.add_undelivered(description)
        _schedule_report(context, bucket, found, is_first=False)


def _schedule_report(context: RequestContext, bucket: Bucket, found: Inventory, *, is_first: bool) -> None:
    now = context.clock.now()
    # Work may run a moment before the clock says the time that it was due at.
    after = now if is_first else now + timedelta(seconds=1)
    delay = (found.next_due(after, is_first=is_first) - now).total_seconds()
    work = {"Bucket": bucket.name, "Id": found.identifier, "Serial": found.serial}
    context.schedule("write_inventory_report", work, delay)


def _write_report(context: RequestContext, bucket: Bucket, found: Inventory) -> None:
    destination = found.destination
    if destination["Format"] != "CSV":
        raise errors.NotImplemented(f"reports in {destination['Format']} are not emulated")
    # Most tests need none.
    from .inventory_report import Report

    with context.lock(bucket.arn):
        report = Report(bucket, found, context.clock.now(), context.ids.uuid())
        files = list(report.files())
    more = found.put_members()
    for file in files:
        parameters = {
            "Bucket": arns.bucket_of(destination["Bucket"]),
            "Key": file.key,
            "Body": Body(file.content),
            **more,
        }
        context.call("s3", "PutObject", parameters, bucket.owner, bucket.region, bucket.arn)
