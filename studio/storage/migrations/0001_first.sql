-- Jobs and artifacts; search words in FTS5. Runs inside one transaction.

CREATE TABLE jobs (
    id       TEXT PRIMARY KEY,
    session  TEXT NOT NULL,
    state    TEXT NOT NULL,
    priority TEXT NOT NULL,
    position REAL NOT NULL,
    created  TEXT NOT NULL,
    started  TEXT NOT NULL DEFAULT '',
    ended    TEXT NOT NULL DEFAULT '',
    request  TEXT NOT NULL,
    error    TEXT
) STRICT;

CREATE INDEX jobs_unfinished ON jobs (position, created, id)
    WHERE state IN ('queued', 'starting', 'running', 'cancelling');

-- The manifest comes last: a row is then found and filtered without reading its overflow pages.
-- "job" is no foreign key, because history rebuilt from files knows no jobs.
CREATE TABLE artifacts (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    job      TEXT NOT NULL,
    kind     TEXT NOT NULL,
    path     TEXT NOT NULL UNIQUE,
    sha256   TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    created  TEXT NOT NULL,
    trashed  TEXT NOT NULL DEFAULT '',
    words    TEXT NOT NULL,
    manifest TEXT NOT NULL
) STRICT;

CREATE INDEX artifacts_shown ON artifacts (created, id) WHERE trashed = '';
CREATE INDEX artifacts_trashed ON artifacts (created, id) WHERE trashed <> '';
CREATE INDEX artifacts_job ON artifacts (job, id);

CREATE VIRTUAL TABLE artifact_words USING fts5 (
    words, content = 'artifacts', content_rowid = 'number', prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 2", columnsize = 0
);

CREATE TRIGGER artifact_added AFTER INSERT ON artifacts BEGIN
    INSERT INTO artifact_words (rowid, words) VALUES (new.number, new.words);
END;

CREATE TRIGGER artifact_removed AFTER DELETE ON artifacts BEGIN
    INSERT INTO artifact_words (artifact_words, rowid, words) VALUES ('delete', old.number, old.words);
END;

-- Runs only when words change, so that moving to the trash costs no indexing.
CREATE TRIGGER artifact_reworded AFTER UPDATE OF words ON artifacts BEGIN
    INSERT INTO artifact_words (artifact_words, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO artifact_words (rowid, words) VALUES (new.number, new.words);
END;
