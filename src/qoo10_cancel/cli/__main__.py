"""Runs the command line as `python -m qoo10_cancel.cli`."""

from __future__ import annotations

import sys

from . import main

sys.exit(main())
