-- The museum: a database exactly as version 1 of the program left it. Never change this file.

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

-- Rows as version 1 wrote them.
INSERT INTO jobs (id, session, state, priority, position, created, started, ended, request, error) VALUES
('20260101-120000-000000-0000000a', '20260101-110000-000000-00000001-window', 'queued', 'interactive', 1.0,
 '2026-01-01T12:00:00.000000+00:00', '', '',
 '{"type":"image","schema":1,"prompt":"a lake","negative":"","model":"starter","width":256,"height":256,"steps":20,"guidance_scale":5.0,"sampler":"dpmpp_2m","schedule":"normal","seed":1,"count":1,"start":null,"strength":1.0,"preset":"","placement":{"device":"auto","precision":"auto","offload":"auto","vae_tiling":"auto","threads":0}}',
 NULL),
('20260101-120001-000000-0000000b', '20260101-110000-000000-00000001-window', 'failed', 'batch', 2.0,
 '2026-01-01T12:00:01.000000+00:00', '2026-01-01T12:00:02.000000+00:00', '2026-01-01T12:00:03.000000+00:00',
 '{"type":"image","prompt":"hills","model":"starter","width":64,"height":64,"seed":4294967295}',
 '{"kind":"out_of_memory","sentence":"Too large.","advice":"Smaller.","detail":"","restart_engine":false}');
INSERT INTO artifacts (id, job, kind, path, sha256, bytes, width, height, created, trashed, words, manifest) VALUES
('20260101-120005-000000-0000000c', '20260101-120000-000000-0000000a', 'image',
 '2026/01/20260101-120005-000000-0000000c.png', 'ab', 1234, 256, 256, '2026-01-01T12:00:05.000000+00:00', '',
 'a lake at dawn', '{"schema":1,"program":"Atelier 0.1.0","request":{"type":"image","schema":1,"prompt":"a lake at dawn","model":"starter","width":256,"height":256,"seed":1},"index":0,"seed":1,"model":{"id":"starter","name":"Flat landscapes","family":"sd1","sha256":"cd","licence":"CC0"},"placement":{"device":"cpu","precision":"bf16","offload":"none","vae_tiling":false,"threads":2,"reasons":["a","b","c"]},"device_name":"a processor","versions":{"torch":"2.14.0"},"seconds":{"denoising":3.5},"notes":[],"created":"2026-01-01T12:00:05.000000+00:00"}');
PRAGMA user_version = 1;
