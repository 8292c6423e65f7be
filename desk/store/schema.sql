-- All of it is made from Kafka, and is made again where the version differs.

CREATE TABLE position (
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (topic, partition)
) WITHOUT ROWID;

-- Kafka's ids of the topics that were read: one that is made again has another.
CREATE TABLE source_topic (
    topic TEXT PRIMARY KEY,
    id TEXT NOT NULL
) WITHOUT ROWID;

-- By partition of events: the offset after the last one that was deleted for its age, or for space.
CREATE TABLE pruned (
    partition INTEGER PRIMARY KEY,
    next INTEGER NOT NULL
);

-- Sources, languages, reasons and fingerprints, once each.
CREATE TABLE name (
    n INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, text)
);

-- Numbers are never given again, so that a place in a column is one article's for good.
CREATE TABLE article (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    partition INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    visible_ms INTEGER NOT NULL,
    key BLOB,
    id TEXT NOT NULL,
    url TEXT,
    title TEXT,
    summary TEXT,
    published_ms INTEGER,
    usable_from_ms INTEGER,
    source INTEGER,
    language INTEGER,
    abstained INTEGER,
    fingerprint INTEGER,
    coverage REAL NOT NULL,
    -- 1 for the newest event of its article; 0 for earlier ones, and for what was withdrawn.
    is_shown INTEGER NOT NULL,
    -- The place of the dead letter whose replay this came from, written 3:17.
    replay_of TEXT,
    bytes INTEGER NOT NULL,
    UNIQUE (partition, offset)
);
CREATE INDEX article_by_age ON article (visible_ms);
CREATE INDEX article_by_id ON article (id);
CREATE INDEX article_by_url ON article (url);
-- Of an article with a million versions, the one that is shown is found at once.
CREATE INDEX article_shown ON article (key, id) WHERE is_shown;
CREATE INDEX article_by_replay ON article (replay_of) WHERE replay_of IS NOT NULL;

-- The event as it came, compressed, and its headers.
CREATE TABLE event (
    n INTEGER PRIMARY KEY REFERENCES article (n) ON DELETE CASCADE,
    value BLOB NOT NULL,
    headers BLOB NOT NULL
);

CREATE TABLE topic (
    t INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    is_concept INTEGER NOT NULL
);

-- Of the articles that are shown.
CREATE TABLE article_topic (
    n INTEGER NOT NULL REFERENCES article (n) ON DELETE CASCADE,
    t INTEGER NOT NULL REFERENCES topic (t),
    score REAL NOT NULL,
    PRIMARY KEY (n, t)
) WITHOUT ROWID;

-- What articles are filtered, counted and sorted by, once more: values of one column in blocks of
-- neighbours, which are read many times faster than rows (desk/store/blocks.py).
CREATE TABLE column_block (
    name TEXT NOT NULL,
    block INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (name, block)
);

-- Without the words themselves: they are in the events.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, other, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = "3",
    columnsize = 0
);

CREATE TABLE letter (
    n INTEGER PRIMARY KEY,
    partition INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    rejected_ms INTEGER NOT NULL,
    reason TEXT NOT NULL,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    source_topic TEXT,
    source_partition INTEGER,
    source_offset INTEGER,
    attempts INTEGER,
    key BLOB,
    article_id TEXT,
    replayed_ms INTEGER,
    replay_of TEXT,
    bytes INTEGER NOT NULL,
    UNIQUE (partition, offset)
);
CREATE INDEX letter_by_time ON letter (rejected_ms, n);
CREATE INDEX letter_by_group ON letter (reason, stage, source_topic, rejected_ms, replayed_ms);
CREATE INDEX letter_by_article ON letter (article_id);
CREATE INDEX letter_by_replay ON letter (replay_of) WHERE replay_of IS NOT NULL;
