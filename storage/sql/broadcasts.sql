-- name: broadcast_get^
SELECT * FROM broadcasts WHERE broadcast_id = :broadcast_id;

-- name: broadcast_add!
INSERT INTO broadcasts (
    broadcast_id, estate_id, block_id, role, words, by_member, state, total, created_at
) VALUES (
    :broadcast_id, :estate_id, :block_id, :role, :words, :by_member, :state, :total, :created_at
);

-- name: broadcast_recipients
-- A leader on leave and a volunteer who pauses still belong; staff are meant with the whole estate.
SELECT m.member_id
FROM members m
WHERE
    m.telegram_id IS NOT NULL AND m.unreachable_at IS NULL
    AND m.member_id IN (
        SELECT l.member_id FROM leaders l
        WHERE
            l.estate_id = :estate_id AND :role IN ('everyone', 'leaders')
            AND (CAST(:block_id AS TEXT) IS NULL OR l.block_id = :block_id)
            AND l.status IN ('active', 'trial', 'on_leave')
        UNION
        SELECT v.member_id FROM volunteers v
        WHERE
            v.estate_id = :estate_id
            AND (:role IN ('everyone', 'volunteers') OR (:role = 'events' AND v.wants_events = 1))
            AND (CAST(:block_id AS TEXT) IS NULL OR v.home_block_id = :block_id)
            AND v.status IN ('active', 'paused')
        UNION
        SELECT s.member_id FROM staff s
        WHERE
            s.estate_id = :estate_id AND :role = 'everyone'
            AND CAST(:block_id AS TEXT) IS NULL AND s.status = 'active'
        UNION
        SELECT r.member_id FROM residents r
        WHERE
            r.estate_id = :estate_id AND :role = 'everyone'
            AND (CAST(:block_id AS TEXT) IS NULL OR r.block_id = :block_id)
            AND r.member_id IS NOT NULL
    )
ORDER BY m.member_id;

-- name: broadcast_sent_so_far
SELECT state, count(*) AS messages FROM outbox
WHERE object_id = :broadcast_id AND kind = 'broadcast'
GROUP BY state;

-- name: broadcast_finish!
UPDATE broadcasts
SET state = 'done', sent = :sent, refused = :refused, uncertain = :uncertain
WHERE broadcast_id = :broadcast_id AND state <> 'done';
