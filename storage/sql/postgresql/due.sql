-- name: due_take
SELECT kind, object_id, due_at, facts, tries FROM due
WHERE state = 'waiting' AND due_at <= :now
ORDER BY due_at, kind, object_id
LIMIT :limit
FOR UPDATE SKIP LOCKED;
