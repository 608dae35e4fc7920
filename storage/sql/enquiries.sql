-- name: enquiry_get^
SELECT * FROM enquiries WHERE member_id = :member_id;

-- name: enquiry_put!
INSERT INTO enquiries (member_id, estate_id, block_id, asked_at, answered_by, answered_at)
VALUES (:member_id, :estate_id, :block_id, :asked_at, :answered_by, :answered_at)
ON CONFLICT (member_id) DO UPDATE
SET
    estate_id = excluded.estate_id,
    block_id = excluded.block_id,
    asked_at = excluded.asked_at,
    answered_by = excluded.answered_by,
    answered_at = excluded.answered_at;

-- name: enquiry_answer^
UPDATE enquiries SET answered_by = :by_member, answered_at = :at
WHERE member_id = :member_id AND answered_at IS NULL
RETURNING *;
