-- name: due_at!
INSERT INTO due (kind, object_id, due_at, facts, tries, state)
VALUES (:kind, :object_id, :due_at, :facts, 0, 'waiting')
ON CONFLICT (kind, object_id) DO UPDATE
SET due_at = excluded.due_at, facts = excluded.facts, tries = 0, state = 'waiting';

-- name: due_cancel!
DELETE FROM due WHERE kind = :kind AND object_id = :object_id;

-- name: due_when$
SELECT due_at FROM due WHERE kind = :kind AND object_id = :object_id AND state = 'waiting';

-- name: due_take
SELECT kind, object_id, due_at, facts, tries FROM due
WHERE state = 'waiting' AND due_at <= :now
ORDER BY due_at, kind, object_id
LIMIT :limit;

-- name: due_finish^
-- Not if it was scheduled anew meanwhile.
DELETE FROM due
WHERE
    kind = :kind AND object_id = :object_id
    AND due_at = COALESCE(CAST(:due_at AS BIGINT), due_at)
RETURNING kind;

-- name: due_failed$
UPDATE due SET tries = tries + 1, due_at = :retry_at
WHERE kind = :kind AND object_id = :object_id
RETURNING tries;

-- name: due_set_aside!
UPDATE due SET state = 'set_aside' WHERE kind = :kind AND object_id = :object_id;

-- name: due_next$
SELECT min(due_at) FROM due WHERE state = 'waiting';
