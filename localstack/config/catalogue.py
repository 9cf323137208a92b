"""All variables that LocalStack's users set: those honoured here, and those that have no effect, with the reason."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from localstack.config import settings
from localstack.config.flags import LOG_LEVELS
from localstack.config.variables import Choice, Flag, Items, Number, Text, Variable

# Variables of the process rather than of one emulator.
PROCESS = (
    Variable("DEBUG", Flag(), False, "Whether logs go into detail, and the command line shows tracebacks."),
    Variable(
        "LS_LOG",
        Choice(LOG_LEVELS),
        "",
        "From which level on our loggers log; `info`, or `debug` with `DEBUG`.",
    ),
    Variable(
        "LOG_LEVEL_OVERRIDES",
        Items(re.compile(rf"[\w.-]+=({'|'.join(LOG_LEVELS)})", re.IGNORECASE), "localstack.aws=DEBUG"),
        (),
        "Loggers with a level of their own: `localstack.request=ERROR,werkzeug=DEBUG`.",
    ),
    Variable("DEBUG_PLUGINS", Flag(), False, "Whether the traceback of a plugin that fails is shown."),
    Variable("PERSISTENCE", Flag(), False, "Whether `localstack start` keeps the state of native services."),
    Variable(
        "SNAPSHOT_LOAD_STRATEGY",
        Choice(("ON_STARTUP", "ON_REQUEST", "MANUAL")),
        "ON_STARTUP",
        "When that is loaded; `ON_REQUEST` loads it at start too, which is before any request.",
    ),
    Variable(
        "SNAPSHOT_SAVE_STRATEGY",
        Choice(("SCHEDULED", "ON_REQUEST", "ON_SHUTDOWN", "MANUAL")),
        "SCHEDULED",
        "When it is saved; at the end too, unless it is `MANUAL`: by `/_localstack/state/save` only.",
    ),
    Variable(
        "SNAPSHOT_FLUSH_INTERVAL", Number("seconds"), 15, "How often `SCHEDULED` saves what has changed."
    ),
    Variable("CONFIG_PROFILE", Items(), (), "The profiles to load, as `--profile` names them."),
    Variable("CONFIG_DIR", Text("a path"), "", "The folder profiles lie in; `~/.localstack` without it."),
    Variable(
        "FILESYSTEM_ROOT",
        Text("a path"),
        "",
        "The folder below which state, logs, caches and init scripts lie; the user's data folder without it.",
    ),
)

# Variables of `localstack start --docker`.
DOCKER = (
    Variable("IMAGE_NAME", Text("an image"), "pytest-localstack", "The image that is run."),
    Variable("MAIN_CONTAINER_NAME", Text("a name"), "localstack-main", "The name of the container."),
    Variable("MAIN_DOCKER_NETWORK", Text("a name"), "", "The network it is attached to, as by `--network`."),
    Variable("DOCKER_FLAGS", Text("options"), "", "Further options of `docker run`."),
    Variable("DOCKER_CMD", Text("a command"), "docker", "The docker command."),
)

# Variables of test suites.
TESTS = (
    Variable(
        "TEST_TARGET", Choice(("LOCALSTACK", "AWS_CLOUD")), "LOCALSTACK", "What a run of pytest targets."
    ),
    Variable("SNAPSHOT_UPDATE", Flag(), False, "Whether snapshots are recorded, as by `--snapshot-update`."),
    Variable("SNAPSHOT_RAW", Flag(), False, "Whether raw responses are kept too, as by `--snapshot-raw`."),
    Variable("SNAPSHOT_LEGACY_REPORT", Flag(), False, "Whether differences are told in the older form."),
    Variable("TEST_AWS_ACCOUNT_ID", Text(), "000000000000", "The account of tests."),
    Variable("TEST_AWS_ACCESS_KEY_ID", Text(), "test", "The access key of tests."),
    Variable("TEST_AWS_SECRET_ACCESS_KEY", Text(), "test", "The secret key of tests."),
    Variable("TEST_AWS_REGION_NAME", Text(), "us-east-1", "The region of tests."),
    Variable(
        "SECONDARY_TEST_AWS_PROFILE", Text(), "", "The profile of a second account, for runs against AWS."
    ),
    Variable("SECONDARY_TEST_AWS_ACCOUNT_ID", Text(), "000000000002", "A second account."),
    Variable("SECONDARY_TEST_AWS_ACCESS_KEY_ID", Text(), "000000000002", "Its access key."),
    Variable("SECONDARY_TEST_AWS_SECRET_ACCESS_KEY", Text(), "test2", "Its secret key."),
    Variable("SECONDARY_TEST_AWS_REGION_NAME", Text(), "ap-southeast-1", "A second region."),
)

# Why variables have no effect -> the variables.
WITHOUT_EFFECT: Mapping[str, str] = {
    "not here yet": """
         SNS_CERT_URL_HOST
        SNS_SES_SENDER_ADDRESS SFN_MOCK_CONFIG DISABLE_CUSTOM_CORS_APIGATEWAY DISABLE_PREFLIGHT_PROCESSING
        PARITY_AWS_ACCESS_KEY_ID LOCALSTACK_RESPONSE_HEADER_ENABLED
        """,
    "state is saved as JSON records": "STATE_SERIALIZATION_BACKEND KINESIS_PERSISTENCE KINESIS_MOCK_PERSIST_INTERVAL",
    "there is one server, which takes HTTP and HTTPS on one port and makes its own certificate": """
        GATEWAY_SERVER GATEWAY_WORKER_COUNT REMOVE_SSL_CERT SKIP_SSL_CERT_DOWNLOAD USE_SSL RUNTIME_COMPONENTS
        """,
    "nothing is downloaded, reported or sent anywhere": """
        DISABLE_EVENTS SKIP_INFRA_DOWNLOADS OUTBOUND_HTTP_PROXY OUTBOUND_HTTPS_PROXY
        """,
    "there is no DNS server": """
        DNS_ADDRESS DNS_LOCAL_NAME_PATTERNS DNS_NAME_PATTERNS_TO_RESOLVE_UPSTREAM DNS_PORT DNS_RESOLVE_IP DNS_SERVER
        DNS_VERIFICATION_DOMAIN
        """,
    "services run in the emulator, not behind ports of their own": """
        EXTERNAL_SERVICE_PORTS_START EXTERNAL_SERVICE_PORTS_END DYNAMODB_HEAP_SIZE DYNAMODB_IN_MEMORY
        DYNAMODB_LOCAL_PORT DYNAMODB_SHARE_DB KINESIS_MOCK_LOG_LEVEL KINESIS_MOCK_PROVIDER_ENGINE
        OPENSEARCH_CUSTOM_BACKEND OPENSEARCH_ENDPOINT_STRATEGY OPENSEARCH_MULTI_CLUSTER EVENT_RULE_ENGINE
        """,
    "errors on purpose are made by /_localstack/faults or the fixture aws_faults; see docs/faults.md": """
        DYNAMODB_ERROR_PROBABILITY DYNAMODB_READ_ERROR_PROBABILITY DYNAMODB_WRITE_ERROR_PROBABILITY
        KINESIS_ERROR_PROBABILITY KINESIS_LATENCY
        """,
    "functions and limits of this service are those of its long-tail emulation": """
        BUCKET_MARKER_LOCAL CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES CFN_IGNORE_UNSUPPORTED_TYPE_CREATE
        CFN_IGNORE_UNSUPPORTED_TYPE_UPDATE CFN_NO_WAIT_ITERATIONS CFN_PER_RESOURCE_TIMEOUT
        CFN_STRING_REPLACEMENT_DENY_LIST CFN_VERBOSE_ERRORS DYNAMODB_REMOVE_EXPIRED_ITEMS HOSTNAME_FROM_LAMBDA
        KINESIS_ON_DEMAND_STREAM_COUNT_LIMIT KINESIS_SHARD_LIMIT LAMBDA_DEBUG_MODE LAMBDA_DEBUG_MODE_CONFIG_PATH
        LAMBDA_DISABLE_AWS_ENDPOINT_URL LAMBDA_DOCKER_DNS LAMBDA_DOCKER_FLAGS LAMBDA_DOCKER_NETWORK
        LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC
        LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC LAMBDA_IGNORE_ARCHITECTURE LAMBDA_KEEPALIVE_MS
        LAMBDA_LIMITS_CODE_SIZE_UNZIPPED LAMBDA_LIMITS_CODE_SIZE_ZIPPED LAMBDA_LIMITS_CONCURRENT_EXECUTIONS
        LAMBDA_LIMITS_CREATE_FUNCTION_REQUEST_SIZE LAMBDA_LIMITS_MAX_FUNCTION_ENVVAR_SIZE_BYTES
        LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES LAMBDA_LIMITS_MINIMUM_UNRESERVED_CONCURRENCY
        LAMBDA_LIMITS_TOTAL_CODE_SIZE LAMBDA_PREBUILD_IMAGES LAMBDA_REMOVE_CONTAINERS LAMBDA_RETRY_BASE_DELAY
        LAMBDA_RETRY_BASE_DELAY_SECONDS
        LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT LAMBDA_RUNTIME_EXECUTOR LAMBDA_RUNTIME_IMAGE_MAPPING
        LAMBDA_RUNTIME_VALIDATION LAMBDA_SYNCHRONOUS_CREATE LAMBDA_TRUNCATE_STDOUT LEGACY_SNS_GCM_PUBLISHING
        """,
    "SQS is emulated with AWS's limits, and without metrics": """
        SQS_CLOUDWATCH_METRICS_REPORT_INTERVAL SQS_DISABLE_CLOUDWATCH_METRICS
        SQS_DISABLE_MAX_NUMBER_OF_MESSAGE_LIMIT SQS_ENABLE_MESSAGE_RETENTION_PERIOD
        """,
    "S3 asks KMS for every key": "S3_SKIP_KMS_KEY_VALIDATION",
    "any region is served": "ALLOW_NONSTANDARD_REGIONS",
    "internal calls need neither a client nor an account of their own": """
        BOTO_WAITER_DELAY BOTO_WAITER_MAX_ATTEMPTS DISABLE_BOTO_RETRIES DISABLE_CUSTOM_BOTO_WAITER_CONFIG
        DISTRIBUTED_MODE INTERNAL_RESOURCE_ACCOUNT IN_MEMORY_CLIENT MAX_POOL_CONNECTIONS
        """,
    "an operation that fails answers 500, one that is not emulated 501, and temporary files go with the process": """
        CLEAR_TMP_FOLDER FAIL_FAST FORCE_SHUTDOWN INCLUDE_STACK_TRACES_IN_HTTP_RESPONSE TF_COMPAT_MODE
        """,
    "requests are checked against AWS's models": "OPENAPI_VALIDATE_REQUEST OPENAPI_VALIDATE_RESPONSE",
    "it is for work on LocalStack itself": """
        DEBUG_HANDLER_CHAIN DEVELOP DEVELOP_PORT WAIT_FOR_DEBUGGER OVERRIDE_IN_DOCKER LOCALSTACK_INTERNAL_TEST_RUN
        LOCALSTACK_INTERNAL_TEST_COLLECT_METRIC DEBUG_SNAPSHOT TEST_SKIP_LOCALSTACK_START
        TEST_FORCE_LOCALSTACK_START TEST_DISABLE_RETRIES_AND_TIMEOUTS TEST_AWS_ENDPOINT_URL
        """,
    "only a container has it": """
        CMD DATA_DIR DOCKER_BRIDGE_IP DOCKER_GLOBAL_IMAGE_PREFIX DOCKER_SDK_DEFAULT_RETRIES
        DOCKER_SDK_DEFAULT_TIMEOUT_SECONDS DOCKER_SOCK ENTRYPOINT LEGACY_DOCKER_CLIENT LOCALSTACK_VOLUME_DIR
        PORTS_CHECK_DOCKER_IMAGE
        WINDOWS_DOCKER_MOUNT_PREFIX
        """,
}

# Names that belong to others, or to parts that read them themselves, and are no misspelling of ours.
KNOWN_ELSEWHERE = frozenset({"LOCALSTACK_HOSTNAME", "EDGE_PORT", "LOCALSTACK_CLI", "LOCALSTACK_AUTH_TOKEN"})
# Generic names that a machine may well have for something else: no note about them.
COMMON = frozenset({"CMD", "DATA_DIR", "DEVELOP", "ENTRYPOINT", "SERVICES", "IMAGE_NAME"})


@functools.cache
def honoured() -> dict[str, Variable]:
    """Give the variables that have an effect, by name."""
    return {variable.name: variable for variable in (*settings.variables(), *PROCESS, *DOCKER, *TESTS)}


@functools.cache
def without_effect() -> dict[str, str]:
    """Give the reason of each variable that has none, by name."""
    return {name: reason for reason, names in WITHOUT_EFFECT.items() for name in names.split()}
