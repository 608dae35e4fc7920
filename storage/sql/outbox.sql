-- name: outbox_add^
-- A message whose card still waits takes its place: a promised sound and the better lane stay.
INSERT INTO outbox (
    row_id, lane, member_id, chat_id, kind, object_id, facts, fresh, state, not_before_at,
    created_at
)
SELECT
    CAST(:row_id AS BIGINT), CAST(:lane AS BIGINT), member_id, telegram_id, CAST(:kind AS TEXT),
    CAST(:object_id AS TEXT), CAST(:facts AS TEXT), CAST(:fresh AS BIGINT), 'waiting',
    CAST(:not_before_at AS BIGINT), CAST(:at AS BIGINT)
FROM members
WHERE member_id = :member_id AND telegram_id IS NOT NULL AND unreachable_at IS NULL
ON CONFLICT (chat_id, kind, object_id)
WHERE state = 'waiting' AND kind NOT IN ('say', 'attachment', 'broadcast')
DO UPDATE SET
    row_id = excluded.row_id,
    member_id = excluded.member_id,
    facts = excluded.facts,
    lane = CASE WHEN outbox.lane < excluded.lane THEN outbox.lane ELSE excluded.lane END,
    fresh = CASE WHEN outbox.fresh > excluded.fresh THEN outbox.fresh ELSE excluded.fresh END,
    repeated = 0,
    tries = 0,
    not_before_at = excluded.not_before_at,
    created_at = excluded.created_at
RETURNING row_id;

-- name: outbox_add_all
INSERT INTO outbox (
    row_id, lane, member_id, chat_id, kind, object_id, facts, fresh, state, not_before_at,
    created_at
)
SELECT
    CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), member_id, telegram_id, value ->> 3,
    value ->> 4, value ->> 5, CAST(value ->> 6 AS BIGINT), 'waiting',
    CAST(value ->> 7 AS BIGINT), CAST(:at AS BIGINT)
FROM json_each(:messages)
JOIN members ON members.member_id = value ->> 2
WHERE telegram_id IS NOT NULL AND unreachable_at IS NULL
ON CONFLICT (chat_id, kind, object_id)
WHERE state = 'waiting' AND kind NOT IN ('say', 'attachment', 'broadcast')
DO UPDATE SET
    row_id = excluded.row_id,
    member_id = excluded.member_id,
    facts = excluded.facts,
    lane = CASE WHEN outbox.lane < excluded.lane THEN outbox.lane ELSE excluded.lane END,
    fresh = CASE WHEN outbox.fresh > excluded.fresh THEN outbox.fresh ELSE excluded.fresh END,
    repeated = 0,
    tries = 0,
    not_before_at = excluded.not_before_at,
    created_at = excluded.created_at
RETURNING row_id;

-- name: outbox_drop_waiting!
DELETE FROM outbox
WHERE
    chat_id = :chat_id AND kind = :kind AND object_id = :object_id AND state = 'waiting';

-- name: outbox_take
-- One message a chat, its oldest, so that the order within a chat is kept.
SELECT * FROM outbox
WHERE
    state = 'waiting' AND lane = :lane AND not_before_at <= :now
    AND chat_id NOT IN (SELECT CAST(value ->> 0 AS BIGINT) FROM json_each(:exclude_chats))
    AND NOT EXISTS (
        SELECT 1 FROM outbox earlier
        WHERE
            earlier.chat_id = outbox.chat_id AND earlier.lane = outbox.lane
            AND earlier.row_id < outbox.row_id AND earlier.state = 'waiting'
            AND earlier.not_before_at <= :now
    )
ORDER BY row_id
LIMIT :limit;

-- name: outbox_mark_sending
UPDATE outbox SET state = 'sending', sending_at = :at
WHERE
    state = 'waiting'
    AND row_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM json_each(:row_ids))
RETURNING row_id;

-- name: outbox_end!
UPDATE outbox
SET
    state = :end_state,
    ended_at = :at,
    message_id = CAST(:message_id AS BIGINT),
    error = :error
WHERE row_id = :row_id AND state IN ('waiting', 'sending');

-- name: outbox_get^
SELECT * FROM outbox WHERE row_id = :row_id;

-- name: outbox_superseded$
-- Whether something newer waits for the same card.
SELECT count(*) FROM outbox newer
JOIN outbox older ON older.row_id = :row_id
WHERE
    newer.chat_id = older.chat_id AND newer.kind = older.kind
    AND newer.object_id = older.object_id AND newer.state = 'waiting'
    AND newer.kind NOT IN ('say', 'attachment', 'broadcast');

-- name: outbox_make_fresh!
-- The newer message keeps what the superseded one had promised: a sound, a better lane.
UPDATE outbox
SET
    fresh = CASE WHEN CAST(:fresh AS BIGINT) > fresh THEN :fresh ELSE fresh END,
    lane = CASE WHEN CAST(:lane AS BIGINT) < lane THEN :lane ELSE lane END
WHERE
    chat_id = :chat_id AND kind = :kind AND object_id = :object_id AND state = 'waiting'
    AND kind NOT IN ('say', 'attachment', 'broadcast');

-- name: outbox_back_to_waiting!
UPDATE outbox
SET
    state = 'waiting',
    sending_at = NULL,
    tries = tries + 1,
    not_before_at = :not_before_at,
    error = :error
WHERE row_id = :row_id AND state = 'sending';

-- name: outbox_left_sending
SELECT * FROM outbox WHERE state = 'sending' ORDER BY row_id;

-- name: outbox_repeat$
INSERT INTO outbox (
    row_id, lane, member_id, chat_id, kind, object_id, facts, fresh, repeated, state,
    not_before_at, created_at
)
SELECT
    CAST(:new_row_id AS BIGINT), lane, member_id, chat_id, kind, object_id, facts, fresh, 1,
    'waiting', CAST(:at AS BIGINT), CAST(:at AS BIGINT)
FROM outbox
WHERE row_id = :row_id AND state = 'uncertain'
RETURNING row_id;

-- name: outbox_next_not_before$
SELECT min(not_before_at) FROM outbox WHERE state = 'waiting' AND not_before_at > :now;

-- name: outbox_on_the_way$
SELECT
    (SELECT count(*) FROM outbox WHERE state = 'waiting' AND not_before_at <= :now)
    + (SELECT count(*) FROM outbox WHERE state = 'sending');

-- name: outbox_move_chat!
UPDATE outbox SET chat_id = :new_chat_id
WHERE
    chat_id = :old_chat_id AND state IN ('waiting', 'sending')
    AND NOT EXISTS (
        SELECT 1 FROM outbox newer
        WHERE
            newer.chat_id = :new_chat_id AND newer.kind = outbox.kind
            AND newer.object_id = outbox.object_id AND newer.state = 'waiting'
            AND newer.kind NOT IN ('say', 'attachment', 'broadcast')
    );

-- name: outbox_counts
SELECT state, count(*) AS messages FROM outbox GROUP BY state;
