-- name: volunteer_get^
SELECT * FROM volunteers WHERE volunteer_id = :volunteer_id;

-- name: volunteer_add!
INSERT INTO volunteers (
    volunteer_id, member_id, estate_id, home_block_id, home_floor, age, skills, spoken, screening,
    availability, max_tasks_per_week, radius, guardian_id, minutes_total, status, paused_until_at,
    consent_version, consented_at, joined_on
) VALUES (
    :volunteer_id, :member_id, :estate_id, :home_block_id, :home_floor, :age, :skills, :spoken,
    :screening, :availability, :max_tasks_per_week, :radius, :guardian_id, :minutes_total, :status,
    :paused_until_at, :consent_version, :consented_at, :joined_on
);

-- name: volunteer_skills_add!
INSERT INTO volunteer_skills (skill_code, block_id, volunteer_id)
SELECT value ->> 0, CAST(:block_id AS TEXT), CAST(:volunteer_id AS TEXT)
FROM json_each(:skills)
WHERE true
ON CONFLICT (skill_code, block_id, volunteer_id) DO NOTHING;

-- name: volunteer_candidates
-- Reads the holders of the skills in the blocks and their own histories, nothing else; nearer
-- blocks first, then whoever was not asked for longest. CROSS JOIN keeps SQLite to this order.
WITH
skills AS (SELECT value ->> 0 AS code FROM json_each(:skills)),
near AS (
    SELECT value ->> 0 AS block_id, CAST(value ->> 1 AS BIGINT) AS distance
    FROM json_each(:blocks)
),
holders AS (
    SELECT held.volunteer_id, min(near.distance) AS distance
    FROM skills
    CROSS JOIN near
    CROSS JOIN volunteer_skills held
    WHERE held.skill_code = skills.code AND held.block_id = near.block_id
    GROUP BY held.volunteer_id
),
found AS (
    SELECT
        holders.volunteer_id,
        holders.distance,
        (
            SELECT max(m.offered_at) FROM matches m WHERE m.volunteer_id = holders.volunteer_id
        ) AS last_offer_at
    FROM holders
    CROSS JOIN volunteers
    WHERE volunteers.volunteer_id = holders.volunteer_id AND volunteers.status = 'active'
    ORDER BY 2, 3 NULLS FIRST, 1
    LIMIT :limit
),
history AS (
    SELECT
        found.volunteer_id,
        count(*) AS offers_ever,
        count(m.accepted_at) AS accepts_ever,
        count(CASE WHEN m.offered_at >= :week_ago THEN 1 END) AS offers_7_days,
        count(
            CASE WHEN
                m.accepted_at >= :month_ago
                AND m.state IN ('accepted', 'on_the_way', 'arrived', 'completed')
            THEN 1 END
        ) AS tasks_28_days,
        count(
            CASE WHEN
                m.accepted_at >= :week_start
                AND m.state IN ('accepted', 'on_the_way', 'arrived', 'completed')
            THEN 1 END
        ) AS tasks_this_week,
        count(CASE WHEN m.state = 'offered' THEN 1 END) AS open_offers
    FROM found
    CROSS JOIN matches m
    WHERE m.volunteer_id = found.volunteer_id
    GROUP BY found.volunteer_id
),
visits AS (
    SELECT m.volunteer_id, count(*) AS good_visits_here
    FROM needs n
    CROSS JOIN matches m
    WHERE
        n.unit_id = CAST(:unit_id AS TEXT) AND m.need_id = n.need_id
        AND m.state = 'completed'
    GROUP BY m.volunteer_id
)
SELECT
    v.*,
    members.telegram_id AS member_telegram_id,
    members.unreachable_at AS member_unreachable_at,
    found.last_offer_at,
    COALESCE(history.offers_ever, 0) AS offers_ever,
    COALESCE(history.accepts_ever, 0) AS accepts_ever,
    COALESCE(history.offers_7_days, 0) AS offers_7_days,
    COALESCE(history.tasks_28_days, 0) AS tasks_28_days,
    COALESCE(history.tasks_this_week, 0) AS tasks_this_week,
    COALESCE(history.open_offers, 0) AS open_offers,
    COALESCE(visits.good_visits_here, 0) AS good_visits_here,
    CASE WHEN EXISTS (
        -- In the round that runs, or refused in any.
        SELECT 1 FROM needs n
        JOIN matches m ON m.need_id = n.need_id
        WHERE
            n.need_id = :need_id AND m.volunteer_id = found.volunteer_id
            AND (m.round = n.round OR m.state IN ('declined', 'handed_back'))
    ) THEN 1 ELSE 0 END AS asked_for_this,
    CASE WHEN EXISTS (
        SELECT 1 FROM refusals r
        WHERE r.unit_id = CAST(:unit_id AS TEXT) AND r.volunteer_id = found.volunteer_id
    ) THEN 1 ELSE 0 END AS refused_here
FROM found
JOIN volunteers v ON v.volunteer_id = found.volunteer_id
JOIN members ON members.member_id = v.member_id
LEFT JOIN history ON history.volunteer_id = found.volunteer_id
LEFT JOIN visits ON visits.volunteer_id = found.volunteer_id
ORDER BY found.distance, found.last_offer_at NULLS FIRST, found.volunteer_id;

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
