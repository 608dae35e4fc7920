-- What was read from words and what their writer made of it; empty unless the operator wishes it.

CREATE TABLE corrections (
    correction_id TEXT PRIMARY KEY,
    on_at BIGINT NOT NULL,
    language TEXT NOT NULL,
    field TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    text TEXT NOT NULL
);
