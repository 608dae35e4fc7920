-- name: candidate_find
-- Where PostgreSQL stops early: of a list for IN it would read all.
WITH
skills AS (SELECT value ->> 0 AS code FROM json_each(:skills)),
cells AS (SELECT value ->> 0 AS cell_id FROM json_each(:cells)),
wishes AS (SELECT array_agg(value ->> 0) AS parts FROM json_each(:parts))
SELECT found.*
FROM skills
CROSS JOIN cells
CROSS JOIN wishes
CROSS JOIN LATERAL (
    SELECT
        v.*,
        members.telegram_id AS member_telegram_id,
        members.unreachable_at AS member_unreachable_at
    FROM volunteer_cells held
    JOIN volunteers v ON v.volunteer_id = held.volunteer_id
    JOIN members ON members.member_id = v.member_id
    WHERE
        held.skill_code = skills.code
        AND held.cell_id = cells.cell_id
        AND held.askable = 1
        AND strpos(held.spoken, :spoken) > 0
        AND strpos(:screenings, '|' || held.screening || '|') > 0
        AND v.status = 'active'
        AND (v.paused_until_at IS NULL OR v.paused_until_at <= :now)
        AND v.max_tasks_per_week > 0
        AND (
            v.home_block_id = :block_id
            OR v.radius = 'both'
            OR (v.radius = 'estate' AND v.estate_id = :estate_id)
        )
        AND (
            CAST(:any_part AS BIGINT) = 1
            OR string_to_array(v.availability, '|') && wishes.parts
        )
        AND strpos('|' || v.spoken || '|', :spoken) > 0
        AND strpos(:screenings, '|' || v.screening || '|') > 0
        AND (
            v.age IS NULL
            OR v.age >= :adult
            OR (CAST(:fit_for_minors AS BIGINT) = 1 AND v.guardian_id IS NOT NULL)
        )
        AND members.telegram_id IS NOT NULL
        AND members.unreachable_at IS NULL
    ORDER BY held.asked_at, held.volunteer_id
    LIMIT :limit
) found;
