"""What a host name tells: whose domain it is in, and the region."""

from __future__ import annotations

import functools
import re
import socket

# The domains of the partitions, with those of their dual-stack endpoints.
AWS_DOMAINS = (
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".api.aws",
    ".api.amazonwebservices.com.cn",
    ".api.amazonwebservices.eu",
    ".c2s.ic.gov",
    ".api.aws.ic.gov",
    ".sc2s.sgov.gov",
    ".api.aws.scloud",
    ".cloud.adc-e.uk",
    ".api.cloud-aws.adc-e.uk",
    ".csp.hci.ic.gov",
    ".api.aws.hci.ic.gov",
)

# What answers at names outside them: function URLs, and where people and `aws login` sign in.
OTHER_AWS_DOMAINS = (
    ".on.aws",
    ".signin.aws",
    ".signin.aws.amazon.com",
    ".signin.amazonaws.cn",
    ".signin.amazonaws-eusc.eu",
    ".amazonaws-us-gov.com",
    ".awsapps.com",
    ".awsapps.cn",
    ".amazoncognito.com",
)

# Instances, ECS tasks and EKS pods get credentials there; other clouds have their service at the first address too.
METADATA_HOSTS = frozenset(
    {
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "instance-data",
        "instance-data.ec2.internal",
    }
)

OWN_DOMAINS = (".localhost.localstack.cloud", ".localhost")

# Where a service does not answer calls of operations but serves what was made with them: what the names of such hosts
# have in them, and the service that knows which are its own.
DATA_PLANES = {"s3-website": "s3"}

# A label of its own, or behind the name of a service: s3-eu-west-1.amazonaws.com.
_REGION = re.compile(r"(?:^|[.-])((?:[a-z]{2}|eusc-[a-z]{2}|us-gov|us-iso[bf]?|eu-isoe)-[a-z]+-\d)(?=[.:]|$)")


class RealAWSAccess(RuntimeError):
    """A request was about to leave for real AWS, or for a machine's metadata service."""


def refuse_metadata(host: str) -> None:
    """Keep a request from a machine's metadata service.

    :raises RealAWSAccess: always.
    """
    raise RealAWSAccess(f"a client asked {host}, the metadata service of a machine, for credentials")


@functools.lru_cache(maxsize=1024)
def is_aws(host: str) -> bool:
    """Tell whether a name, without a port, is one of AWS's."""
    return f".{plain(host)}".endswith((*AWS_DOMAINS, *OTHER_AWS_DOMAINS))


@functools.lru_cache(maxsize=1024)
def is_metadata(host: str) -> bool:
    """Tell whether a name or address, without a port, is that of a machine's metadata service."""
    return plain(host) in METADATA_HOSTS


def plain(host: str) -> str:
    """Give the one spelling of a name or address that all others stand for.

    They are capitals, a dot at the end, brackets, an IPv4 address as a number or inside an IPv6 one.
    """
    name = host.strip("[]").rstrip(".").partition("%")[0].lower()
    # Nearly all names end in a letter that no number has, and the next step takes time.
    if not name or name[-1] not in "0123456789abcdef":
        return name
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    try:
        packed = socket.inet_pton(family, name) if ":" in name else socket.inet_aton(name)
    except OSError:
        return name
    return socket.inet_ntop(family, packed).removeprefix("::ffff:")


@functools.lru_cache(maxsize=1024)
def region_of(host: str) -> str:
    """Give the region that a host names, or `""`.

    :param host: with or without a port; a bucket in front that is named like a region is passed over.
    """
    found = _REGION.findall(host)
    return found[-1] if found else ""


@functools.lru_cache(maxsize=1024)
def data_plane_at(host: str) -> str:
    """Name the service whose data plane a host may be, or `""`."""
    return next((service for part, service in DATA_PLANES.items() if part in host), "")
