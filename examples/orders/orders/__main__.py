"""`python -m orders`."""

from __future__ import annotations

import sys

from orders.cli import main

sys.exit(main())
