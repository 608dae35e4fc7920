-- name: outbox_take
SELECT * FROM outbox
WHERE
    state = 'waiting' AND lane = :lane AND not_before_at <= :now
    AND chat_id NOT IN (SELECT CAST(value ->> 0 AS BIGINT) FROM json_each(:exclude_chats))
ORDER BY row_id
LIMIT :limit
FOR UPDATE SKIP LOCKED;
