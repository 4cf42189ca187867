"""Tables of the journal, as the steps that lead to them.

Step n makes version n (``PRAGMA user_version``). A journal of an older box goes
through the steps it lacks, each one commit; a step is never changed afterwards.
"""

import sqlite3

from ..errors import ConfigError

_TABLES = """
CREATE TABLE IF NOT EXISTS attempt (
    key TEXT PRIMARY KEY,
    line TEXT NOT NULL,
    terminal TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    reference TEXT NOT NULL,
    original_key TEXT,
    retry_of TEXT,
    state TEXT NOT NULL,
    code TEXT,
    text TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    sent_at TEXT,
    final_at TEXT,
    acked_at TEXT,
    rev INTEGER NOT NULL DEFAULT 1,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    baseline TEXT,
    result TEXT,
    resolved TEXT
);
CREATE INDEX IF NOT EXISTS attempt_line ON attempt (line);
CREATE UNIQUE INDEX IF NOT EXISTS attempt_one_open_per_terminal ON attempt (terminal)
    WHERE state IN ('created', 'sent', 'in_doubt');
CREATE UNIQUE INDEX IF NOT EXISTS attempt_one_open_per_line ON attempt (line)
    WHERE state IN ('created', 'sent', 'in_doubt');
CREATE TABLE IF NOT EXISTS terminal (
    id TEXT PRIMARY KEY,
    baseline TEXT,
    settled_at TEXT
);
CREATE TABLE IF NOT EXISTS device_move (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS settlement (
    key TEXT PRIMARY KEY,
    terminal TEXT NOT NULL,
    at TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS print_job (
    key TEXT PRIMARY KEY,
    printer TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    payload BLOB NOT NULL,
    state TEXT NOT NULL,
    code TEXT,
    created_at TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS print_job_open ON print_job (printer, created_at)
    WHERE state IN ('queued', 'sent');
CREATE TABLE IF NOT EXISTS drawer_pulse (
    key TEXT PRIMARY KEY,
    printer TEXT NOT NULL,
    reason TEXT NOT NULL,
    user TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT,
    at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    key TEXT NOT NULL,
    detail TEXT NOT NULL
);
"""

# Orders get a number of their own that is never used twice. A new journal starts at
# the minutes since 2026, so that a journal that was lost with its disk repeats no
# number which a terminal may still know.
_NUMBERS = """
ALTER TABLE attempt ADD COLUMN number INTEGER;
UPDATE attempt SET number = rowid;
CREATE UNIQUE INDEX attempt_number ON attempt (number);
CREATE TABLE sequence (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO sequence (name, value) SELECT 'attempt', MAX(
    (strftime('%s', 'now') - strftime('%s', '2026-01-01')) / 60,
    COALESCE(MAX(number), 0)
) FROM attempt;
"""

# A clock from before this step was written stands wrong (a small computer without a
# battery): its minutes could repeat numbers. A new journal then begins anywhere in a
# range that the minutes reach in 2102, and that leaves OPI's eight digits room.
_NUMBERS_WITHOUT_A_CLOCK = """
UPDATE sequence SET value = 40000000 + (random() & 0x3fffffff) % 40000000
WHERE name = 'attempt' AND NOT EXISTS (SELECT 1 FROM attempt)
AND strftime('%s', 'now') - strftime('%s', '2026-11-22') < 0;
"""
STEPS = (_TABLES, _NUMBERS, _NUMBERS_WITHOUT_A_CLOCK)
# More than a garage orders in the seven nights for which copies are kept.
_SKIP = 100_000


def upgrade(db: sqlite3.Connection) -> None:
    """Bring a journal to the newest version.

    :raises ConfigError: a newer box wrote it.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(STEPS):
        words = "The journal was written by a newer version of the box; update the box"
        raise ConfigError(words)
    for number, step in enumerate(STEPS[version:], version + 1):
        db.executescript(
            f"BEGIN IMMEDIATE;{step}PRAGMA user_version = {number};COMMIT;"
        )


def skip_numbers(db: sqlite3.Connection) -> None:
    """Let a copy, once it is put back, repeat no number that was used after it."""
    db.execute("UPDATE sequence SET value = value + ?", (_SKIP,))
    db.commit()
