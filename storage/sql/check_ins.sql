-- name: resident_get^
SELECT * FROM residents WHERE resident_id = :resident_id;

-- name: resident_active
-- A paused one comes back by themselves on a day that the rules know.
SELECT * FROM residents WHERE status IN ('active', 'paused') ORDER BY resident_id;

-- name: check_in_get^
SELECT * FROM check_ins WHERE check_in_id = :check_in_id;

-- name: check_in_plan^
INSERT INTO check_ins (
    check_in_id, resident_id, estate_id, block_id, state, step, window_start_at, window_end_at,
    grace_minutes, asked_at, answered_at, answered_by, answer, taken_by, taken_at, next_due_at,
    version
) VALUES (
    :check_in_id, :resident_id, :estate_id, :block_id, :state, :step, :window_start_at,
    :window_end_at, :grace_minutes, :asked_at, :answered_at, :answered_by, :answer, :taken_by,
    :taken_at, :next_due_at, :version
)
ON CONFLICT (resident_id, window_start_at) DO NOTHING
RETURNING check_in_id;

-- name: check_in_has_planned$
SELECT count(*) FROM check_ins WHERE resident_id = :resident_id AND state = 'planned';

-- name: check_in_move^
UPDATE check_ins
SET
    state = :end_state,
    step = COALESCE(CAST(:step AS BIGINT), step),
    asked_at = CASE WHEN CAST(:asks AS BIGINT) = 1 THEN :at ELSE asked_at END,
    answered_at = CASE WHEN CAST(:answers AS BIGINT) = 1 THEN :at ELSE answered_at END,
    answered_by = COALESCE(CAST(:by_member AS TEXT), answered_by),
    answer = COALESCE(CAST(:answer AS TEXT), answer),
    next_due_at = CAST(:next_due_at AS BIGINT),
    version = version + 1
WHERE check_in_id = :check_in_id AND state = :start_state AND version = :version
RETURNING *;

-- name: check_in_take^
UPDATE check_ins
SET taken_by = :by_member, taken_at = :at, version = version + 1
WHERE
    check_in_id = :check_in_id AND version = :version
    AND state IN ('asked', 'silent', 'escalated')
RETURNING *;

-- name: check_in_told^
INSERT INTO check_in_audience (check_in_id, member_id, told_at)
VALUES (:check_in_id, :member_id, :at)
ON CONFLICT (check_in_id, member_id) DO NOTHING
RETURNING member_id;

-- name: check_in_audience
SELECT member_id FROM check_in_audience
WHERE check_in_id = :check_in_id
ORDER BY told_at, member_id;

-- name: check_in_live_of
SELECT * FROM check_ins
WHERE estate_id = :estate_id AND state IN ('asked', 'silent', 'escalated')
ORDER BY window_start_at, check_in_id;
