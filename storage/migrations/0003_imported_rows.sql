-- What the estate files said last time, so that only what they change since is taken over.

CREATE TABLE imported_rows (
    file TEXT NOT NULL,
    row_key TEXT NOT NULL,
    fingerprints TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (file, row_key)
);
