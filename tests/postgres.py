"""The private PostgreSQL of the examples, for the tests."""

from __future__ import annotations

import sys
from pathlib import Path

# Behind all other folders: a script there hides no module of ours.
sys.path.append(str(Path(__file__).parents[1] / "examples"))

from local_postgres import Cluster, PostgresMissing, binaries, cluster

__all__ = ["Cluster", "PostgresMissing", "binaries", "cluster"]
