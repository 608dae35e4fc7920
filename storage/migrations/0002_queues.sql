-- What waits: updates that came in, messages to go out, things to do later, half-filled forms.

CREATE TABLE inbox (
    update_id BIGINT PRIMARY KEY,
    chat_id BIGINT NOT NULL,
    raw TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    received_at BIGINT NOT NULL,
    done_at BIGINT,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
CREATE INDEX inbox_done ON inbox (done_at) WHERE state <> 'waiting';

CREATE TABLE outbox (
    row_id BIGINT PRIMARY KEY,
    lane BIGINT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members,
    chat_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    facts TEXT NOT NULL,
    fresh BIGINT NOT NULL,
    repeated BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    not_before_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    sending_at BIGINT,
    ended_at BIGINT,
    message_id BIGINT,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_waiting ON outbox (lane, row_id) WHERE state = 'waiting';
CREATE INDEX outbox_waiting_by_chat ON outbox (chat_id, lane, row_id) WHERE state = 'waiting';
CREATE INDEX outbox_not_before ON outbox (not_before_at) WHERE state = 'waiting';
-- A card waits once: what is newer takes the place of what still waits.
CREATE UNIQUE INDEX outbox_one_waiting_a_card ON outbox (chat_id, kind, object_id)
    WHERE state = 'waiting' AND kind NOT IN ('say', 'attachment', 'broadcast');
CREATE INDEX outbox_sending ON outbox (row_id) WHERE state = 'sending';
CREATE INDEX outbox_by_object ON outbox (object_id, state);
CREATE INDEX outbox_ended ON outbox (ended_at);

CREATE TABLE cards (
    chat_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    message_id BIGINT NOT NULL,
    private BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, kind, object_id)
);
CREATE INDEX cards_by_object ON cards (object_id, kind);
CREATE INDEX cards_private ON cards (sent_at) WHERE private = 1;

CREATE TABLE due (
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    facts TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    PRIMARY KEY (kind, object_id)
);
CREATE INDEX due_waiting ON due (due_at) WHERE state = 'waiting';

CREATE TABLE dialogues (
    member_id TEXT PRIMARY KEY REFERENCES members,
    kind TEXT NOT NULL,
    step TEXT NOT NULL,
    data TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
