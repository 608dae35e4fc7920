-- name: inbox_add
-- Repeated deliveries add nothing; ids may arrive in any order.
INSERT INTO inbox (update_id, chat_id, raw, state, received_at)
SELECT
    CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2, 'waiting',
    CAST(:at AS BIGINT)
FROM json_each(:updates)
WHERE true
ON CONFLICT (update_id) DO NOTHING
RETURNING update_id;

-- name: inbox_waiting
SELECT update_id, chat_id, raw, tries, received_at FROM inbox
WHERE state = 'waiting' AND update_id > :after
ORDER BY update_id
LIMIT :limit;

-- name: inbox_done!
UPDATE inbox SET state = 'done', done_at = :at WHERE update_id = :update_id;

-- name: inbox_failed$
UPDATE inbox SET tries = tries + 1 WHERE update_id = :update_id RETURNING tries;

-- name: inbox_set_aside!
UPDATE inbox SET state = 'set_aside', done_at = :at, error = :error
WHERE update_id = :update_id;

-- name: inbox_counts
SELECT state, count(*) AS updates FROM inbox GROUP BY state;
