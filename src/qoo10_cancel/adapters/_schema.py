"""The tables that the stores on a database share, by schema version and dialect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from ..errors import Malformed

__all__ = ["IN_HISTORY", "NEWEST", "Dialect", "schema_sql", "statements"]

Dialect = Literal["sqlite", "postgresql"]

_WORDS: Final = {
    # Text that is sorted by, in the same order everywhere.
    "sorted": {"sqlite": "TEXT", "postgresql": 'TEXT COLLATE "C"'},
    "counted": {
        "sqlite": "INTEGER PRIMARY KEY",
        "postgresql": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    },
    # A row that had a number of its own could be overwritten by that number.
    "rowless": {"sqlite": " WITHOUT ROWID", "postgresql": ""},
}

_TABLES: Final = (
    """CREATE TABLE qc_meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
)""",
    """CREATE TABLE qc_orders (
    order_no {sorted} PRIMARY KEY,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    cart_no TEXT,
    tracking_no TEXT,
    refused_at TEXT,
    wake_at {sorted},
    place {sorted},
    asked TEXT,
    body TEXT NOT NULL,
    checksum BIGINT,
    look TEXT
)""",
    "CREATE INDEX qc_orders_state ON qc_orders (state, order_no, refused_at, asked)",
    "CREATE INDEX qc_orders_cart ON qc_orders (cart_no) WHERE cart_no IS NOT NULL",
    "CREATE INDEX qc_orders_tracking ON qc_orders (tracking_no) WHERE tracking_no IS NOT NULL",
    "CREATE INDEX qc_orders_asked ON qc_orders (order_no) WHERE asked IS NOT NULL",
    "CREATE INDEX qc_orders_wake ON qc_orders (wake_at, order_no) WHERE wake_at IS NOT NULL",
    """CREATE INDEX qc_orders_place ON qc_orders (place, order_no, wake_at)
    WHERE place IS NOT NULL""",
    """CREATE TABLE qc_history (
    order_no {sorted} NOT NULL REFERENCES qc_orders,
    version BIGINT NOT NULL,
    step TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    policy TEXT NOT NULL,
    warnings TEXT NOT NULL,
    key TEXT CONSTRAINT qc_history_key UNIQUE,
    payload TEXT,
    since BIGINT,
    outcome TEXT,
    checksum BIGINT,
    PRIMARY KEY (order_no, version)
){rowless}""",
    """CREATE TABLE qc_outbox (
    id {counted},
    notice_key {sorted} NOT NULL UNIQUE,
    order_no {sorted} NOT NULL REFERENCES qc_orders,
    version BIGINT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    checksum BIGINT,
    state TEXT NOT NULL,
    due_at {sorted} NOT NULL,
    attempts INTEGER NOT NULL,
    token TEXT,
    error TEXT NOT NULL,
    status_checksum BIGINT
)""",
    """CREATE TABLE qc_looks (
    order_no {sorted} PRIMARY KEY REFERENCES qc_orders,
    claims_at {sorted} NOT NULL,
    shipping_at {sorted} NOT NULL,
    dated_at {sorted} NOT NULL
){rowless}""",
    "CREATE INDEX qc_outbox_order ON qc_outbox (order_no, version)",
    """CREATE INDEX qc_outbox_due ON qc_outbox (channel, due_at, id)
    WHERE state IN ('waiting', 'claimed')""",
)

IN_HISTORY: Final = "qc_history has it already"
"""What SQLite says when a step, or a key, comes a second time."""

# While the texts of an order are being erased, a mark stands in qc_meta, which no other
# transaction sees; what happened, when and under which rules is not changed even then.
_APPEND_ONLY: Final = {
    "sqlite": (
        """CREATE TRIGGER qc_history_is_not_changed BEFORE UPDATE ON qc_history
WHEN NOT EXISTS (SELECT 1 FROM qc_meta WHERE name = 'erasing ' || OLD.order_no)
  OR (NEW.order_no, NEW.version, NEW.recorded_at, NEW.policy, NEW.key, NEW.since)
  IS NOT (OLD.order_no, OLD.version, OLD.recorded_at, OLD.policy, OLD.key, OLD.since)
BEGIN SELECT RAISE(ABORT, 'qc_history is append-only'); END""",
        """CREATE TRIGGER qc_history_is_not_removed BEFORE DELETE ON qc_history
BEGIN SELECT RAISE(ABORT, 'qc_history is append-only'); END""",
        # INSERT OR REPLACE removes the old row without firing the trigger above.
        """CREATE TRIGGER qc_history_is_not_replaced BEFORE INSERT ON qc_history
WHEN EXISTS (SELECT 1 FROM qc_history WHERE order_no = NEW.order_no AND version = NEW.version)
  OR EXISTS (SELECT 1 FROM qc_history WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'qc_history has it already'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION qc_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'UPDATE' THEN
  IF EXISTS (SELECT 1 FROM qc_meta WHERE name = 'erasing ' || OLD.order_no)
    AND (NEW.order_no, NEW.version, NEW.recorded_at, NEW.policy, NEW.key, NEW.since)
    IS NOT DISTINCT FROM
      (OLD.order_no, OLD.version, OLD.recorded_at, OLD.policy, OLD.key, OLD.since)
  THEN RETURN NEW; END IF;
END IF;
RAISE EXCEPTION 'qc_history is append-only'; END $$""",
        """CREATE TRIGGER qc_history_is_not_changed BEFORE UPDATE OR DELETE ON qc_history
FOR EACH ROW EXECUTE FUNCTION qc_history_is_kept()""",
        """CREATE TRIGGER qc_history_is_not_emptied BEFORE TRUNCATE ON qc_history
FOR EACH STATEMENT EXECUTE FUNCTION qc_history_is_kept()""",
    ),
}

_VERSIONS: Final[dict[int, dict[str, tuple[str, ...]]]] = {
    1: {dialect: (*_TABLES, *_APPEND_ONLY[dialect]) for dialect in _APPEND_ONLY},
}
"""What each version adds. Forward only: what stands here has been run somewhere."""

NEWEST: Final = max(_VERSIONS)


def statements(dialect: Dialect, since: int = 0) -> Iterator[str]:
    """Yield what brings a database from schema *since* (0: none) to the newest one."""
    words = {name: by_dialect[dialect] for name, by_dialect in _WORDS.items()}
    for version in range(since + 1, NEWEST + 1):
        for statement in _VERSIONS[version][dialect]:
            yield _filled(statement, words)
    yield "DELETE FROM qc_meta WHERE name = 'schema'"
    yield f"INSERT INTO qc_meta (name, value) VALUES ('schema', '{NEWEST}')"  # noqa: S608  a number


def _filled(statement: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        statement = statement.replace(f"{{{name}}}", word)
    return statement


def schema_sql(dialect: Dialect, since: int = 0) -> str:
    """Return the schema as SQL, for hosts that have migrations of their own.

    A store that finds the newest schema in place changes nothing.

    Args:
        dialect: "sqlite" or "postgresql".
        since: The schema version that the database has; 0 if it has none.

    Raises:
        Malformed: The dialect or the version does not exist.

    >>> from qoo10_cancel.adapters import schema_sql
    >>> schema_sql("postgresql").splitlines()[0]
    'CREATE TABLE qc_meta ('
    """
    if dialect not in _APPEND_ONLY:
        raise Malformed(f"{dialect!r} is not a dialect; there are {', '.join(_APPEND_ONLY)}")
    if since not in range(NEWEST + 1):
        raise Malformed(f"there is no schema {since!r}; the newest is {NEWEST}")
    return ";\n".join(statements(dialect, since)) + ";\n"
