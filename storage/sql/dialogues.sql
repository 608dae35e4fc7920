-- name: dialogue_get^
SELECT * FROM dialogues WHERE member_id = :member_id AND kind <> '';

-- name: dialogue_put
INSERT INTO dialogues (member_id, kind, step, data, version, changed_at)
VALUES (:member_id, :kind, :step, :data, 1, :at)
ON CONFLICT (member_id) DO UPDATE
SET
    kind = excluded.kind,
    step = excluded.step,
    data = excluded.data,
    version = dialogues.version + 1,
    changed_at = excluded.changed_at
RETURNING *;

-- name: dialogue_end!
-- The row stays, emptied, because its version must go on rising: old buttons name it.
UPDATE dialogues SET kind = '', step = '', data = '', changed_at = :at
WHERE member_id = :member_id;
