"""The operations of Amazon S3, by resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localstack.aws.context import RequestContext
from localstack.aws.wire import Request, Response

from . import log_delivery, post_form, website_host, wire
from .authorization import authorize
from .ignored import IGNORED
from .presigned import check, is_presigned
from .provider_access_log import LoggingOperations
from .provider_acl import AclOperations
from .provider_analysis import AnalysisOperations
from .provider_buckets import BucketOperations
from .provider_configuration import BucketConfigurationOperations
from .provider_copy import CopyOperations
from .provider_cors import CorsOperations
from .provider_deletion import DeletionOperations
from .provider_encryption import EncryptionOperations
from .provider_inventory import InventoryOperations
from .provider_lifecycle import LifecycleOperations
from .provider_listing import ListOperations
from .provider_multipart import MultipartOperations
from .provider_notification import NotificationOperations
from .provider_object_lock import ObjectLockOperations
from .provider_objects import ObjectOperations
from .provider_policy import PolicyOperations
from .provider_replication import ReplicationOperations
from .provider_restore import RestoreOperations
from .provider_select import SelectOperations
from .provider_tagging import TaggingOperations
from .provider_transfer import TransferOperations
from .provider_website import WebsiteOperations

if TYPE_CHECKING:
    from localstack.runtime import Emulator


class S3Provider(
    BucketOperations,
    BucketConfigurationOperations,
    ObjectOperations,
    DeletionOperations,
    ListOperations,
    MultipartOperations,
    CopyOperations,
    TaggingOperations,
    NotificationOperations,
    CorsOperations,
    AnalysisOperations,
    InventoryOperations,
    TransferOperations,
    LifecycleOperations,
    RestoreOperations,
    AclOperations,
    PolicyOperations,
    ObjectLockOperations,
    WebsiteOperations,
    SelectOperations,
    LoggingOperations,
    EncryptionOperations,
    ReplicationOperations,
):
    """Amazon S3: general-purpose buckets."""

    ignored = IGNORED

    def authorize(self, context: RequestContext, request: Request) -> None:
        wire.require_readable(context.operation.name, request)
        if request.query_string and is_presigned(request):
            check(context, request)
        if request.headers.get("x-amz-content-sha256").startswith("STREAMING-AWS4"):
            # Clients of today do not sign chunks.
            from .chunk_signatures import chain_of

            request.chunk_check = chain_of(context, request)
        if request.form is not None:
            post_form.authorize(context, request, self.store(context))
            return
        authorize(context, request, self.store(context))

    def data_plane(self, emulator: Emulator, request: Request) -> Response | None:
        """Answer requests to websites."""
        host = website_host.parse(request.host)
        if host is None:
            return None
        # Most runs have no website.
        from . import website_endpoint

        context = website_endpoint.context_of(emulator, request, host)
        store, read = self.store(context), self.head_object if request.method == "HEAD" else self.get_object
        log_delivery.watch_website(context, request, store.buckets.get(host.bucket))
        response = website_endpoint.Visit(context, request, host, store, read).answer()
        for tell in context.on_answer:
            tell(response, response.header("x-amz-error-code"))
        return response
