"""The file of the page: one document with its style, its script and its values.

The document's policy lets nothing run or be loaded but this style and this script, by their digests. The values are a
JSON block, whose text cannot end it, and the script makes text of them only.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def page(values: Mapping[str, Any]) -> str:
    """Write the document."""
    style, script = _part("page.css"), _part("page.js")
    parts = {
        "POLICY": _policy(style, script),
        "STYLE": style,
        "SCRIPT": script,
        "VALUES": json.dumps(values).translate(UNSAFE),
    }
    document = _part("page.html")
    head, *rest = document.split("{{")
    return head + "".join(parts[name] + text for name, text in (part.split("}}", 1) for part in rest))


def _part(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest())
    return f"'sha256-{digest.decode()}'"
