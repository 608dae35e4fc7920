-- name: volunteer_get^
SELECT * FROM volunteers WHERE volunteer_id = :volunteer_id;

-- name: volunteer_add!
INSERT INTO volunteers (
    volunteer_id, member_id, estate_id, home_block_id, home_floor, age, skills, spoken, screening,
    availability, max_tasks_per_week, radius, guardian_id, minutes_total, status, paused_until_at,
    consent_version, consented_at, joined_on, wants_events
) VALUES (
    :volunteer_id, :member_id, :estate_id, :home_block_id, :home_floor, :age, :skills, :spoken,
    :screening, :availability, :max_tasks_per_week, :radius, :guardian_id, :minutes_total, :status,
    :paused_until_at, :consent_version, :consented_at, :joined_on, :wants_events
);

-- name: volunteer_pending
SELECT * FROM volunteers
WHERE estate_id = :estate_id AND status = 'pending'
ORDER BY joined_on, volunteer_id;

-- name: volunteer_decide^
UPDATE volunteers
SET
    status = CAST(:status AS TEXT),
    screening = CASE
        -- Who approves vouches for knowing the person.
        WHEN CAST(:status AS TEXT) = 'active' AND screening = 'none' THEN 'id'
        ELSE screening
    END,
    approved_by = :by_member,
    approved_at = :at
WHERE volunteer_id = :volunteer_id AND status = 'pending'
RETURNING *;

-- name: volunteer_decided_by$
SELECT approved_by FROM volunteers WHERE volunteer_id = :volunteer_id;

-- name: volunteer_set_availability!
UPDATE volunteers SET availability = :availability WHERE volunteer_id = :volunteer_id;

-- name: volunteer_set_weekly_limit!
UPDATE volunteers SET max_tasks_per_week = :tasks WHERE volunteer_id = :volunteer_id;

-- name: volunteer_pause!
UPDATE volunteers
SET status = 'paused', paused_until_at = :until_at
WHERE volunteer_id = :volunteer_id AND status IN ('active', 'paused');

-- name: volunteer_resume!
UPDATE volunteers
SET status = 'active', paused_until_at = NULL
WHERE volunteer_id = :volunteer_id AND status = 'paused';

-- name: volunteer_add_minutes!
UPDATE volunteers SET minutes_total = minutes_total + :minutes
WHERE volunteer_id = :volunteer_id;

-- name: volunteer_minutes_since$
SELECT CAST(COALESCE(sum(minutes), 0) AS BIGINT) FROM matches
WHERE volunteer_id = :volunteer_id AND state = 'completed' AND ended_at >= :since;

-- name: volunteer_set_radius!
UPDATE volunteers SET radius = :radius WHERE volunteer_id = :volunteer_id;

-- name: volunteer_set_events!
UPDATE volunteers SET wants_events = :wanted WHERE volunteer_id = :volunteer_id;

-- name: volunteer_set_heard!
UPDATE volunteers SET heard_at = :at WHERE volunteer_id = :volunteer_id;

-- name: volunteer_refuse!
INSERT INTO refusals (unit_id, volunteer_id) VALUES (:unit_id, :volunteer_id)
ON CONFLICT (unit_id, volunteer_id) DO NOTHING;

-- name: volunteer_without_offer
-- Of everybody active: asked once a day, so it may read them all. Who joined long before the network
-- knew of them could not be asked until then.
WITH waiting AS (
    SELECT
        v.volunteer_id,
        CAST(strftime('%s', v.joined_on) AS BIGINT) * 1000 AS joined_at,
        COALESCE(
            (SELECT max(m.offered_at) FROM matches m WHERE m.volunteer_id = v.volunteer_id), 0
        ) AS asked_at
    FROM volunteers v
    WHERE
        v.status = 'active'
        AND COALESCE(v.heard_at, 0) < :since
        AND EXISTS (
            SELECT 1 FROM members
            WHERE
                members.member_id = v.member_id AND members.telegram_id IS NOT NULL
                AND members.unreachable_at IS NULL AND members.created_at < :since
        )
)
SELECT v.* FROM waiting
JOIN volunteers v ON v.volunteer_id = waiting.volunteer_id
WHERE waiting.joined_at < :since AND waiting.asked_at < :since
ORDER BY max(waiting.joined_at, waiting.asked_at), v.volunteer_id
LIMIT :limit;
