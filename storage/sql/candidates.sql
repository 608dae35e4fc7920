-- name: candidate_cells_add!
-- Whoever was asked before stands in the new rows where they stood in the old ones.
WITH given AS (
    SELECT
        value ->> 0 AS volunteer_id,
        value ->> 1 AS skill_code,
        value ->> 2 AS cell_id
    FROM json_each(:places)
)
INSERT INTO volunteer_cells (
    volunteer_id, skill_code, cell_id, askable, asked_at, spoken, screening
)
SELECT
    given.volunteer_id,
    given.skill_code,
    given.cell_id,
    marks.askable,
    COALESCE(
        (SELECT max(m.offered_at) FROM matches m WHERE m.volunteer_id = given.volunteer_id), 0
    ),
    marks.spoken,
    marks.screening
FROM given
CROSS JOIN volunteer_marks marks
WHERE marks.volunteer_id = given.volunteer_id
ON CONFLICT (volunteer_id, skill_code, cell_id) DO NOTHING;

-- name: candidate_cells_drop!
DELETE FROM volunteer_cells
WHERE volunteer_id IN (SELECT value ->> 0 FROM json_each(:volunteer_ids));

-- name: candidate_cells_mark!
UPDATE volunteer_cells
SET (askable, spoken, screening) = (
    SELECT marks.askable, marks.spoken, marks.screening
    FROM volunteer_marks marks
    WHERE marks.volunteer_id = volunteer_cells.volunteer_id
)
WHERE
    volunteer_id = COALESCE(
        CAST(:volunteer_id AS TEXT),
        (SELECT v.volunteer_id FROM volunteers v WHERE v.member_id = :member_id)
    );

-- name: candidate_cells_mark_all!
UPDATE volunteer_cells
SET (askable, spoken, screening) = (
    SELECT marks.askable, marks.spoken, marks.screening
    FROM volunteer_marks marks
    WHERE marks.volunteer_id = volunteer_cells.volunteer_id
)
WHERE
    (askable, spoken, screening) <> (
        SELECT marks.askable, marks.spoken, marks.screening
        FROM volunteer_marks marks
        WHERE marks.volunteer_id = volunteer_cells.volunteer_id
    );

-- name: candidate_cells_asked!
-- Whoever is asked goes to the end of every row that they stand in.
UPDATE volunteer_cells SET asked_at = :offered_at
WHERE volunteer_id = :volunteer_id AND asked_at < :offered_at;

-- name: candidate_find
-- For each skill and cell the first few in turn: the list stops at the limit, and CROSS JOIN keeps
-- SQLite to this order, so nobody behind them is read. Marks only spare a look at the person.
WITH
skills AS (SELECT value ->> 0 AS code FROM json_each(:skills)),
cells AS (SELECT value ->> 0 AS cell_id FROM json_each(:cells)),
parts AS MATERIALIZED (SELECT '|' || (value ->> 0) || '|' AS part FROM json_each(:parts))
SELECT
    found.*,
    p.telegram_id AS member_telegram_id,
    p.unreachable_at AS member_unreachable_at
FROM skills
CROSS JOIN cells
CROSS JOIN volunteers found
CROSS JOIN members p
WHERE p.member_id = found.member_id AND found.volunteer_id IN (
    SELECT held.volunteer_id
    FROM volunteer_cells held
    CROSS JOIN volunteers v
    WHERE
        held.skill_code = skills.code
        AND held.cell_id = cells.cell_id
        AND held.askable = 1
        AND instr(held.spoken, :spoken) > 0
        AND instr(:screenings, '|' || held.screening || '|') > 0
        AND v.volunteer_id = held.volunteer_id
        AND v.status = 'active'
        AND (v.paused_until_at IS NULL OR v.paused_until_at <= :now)
        AND v.max_tasks_per_week > 0
        AND (
            v.home_block_id = :block_id
            OR v.radius = 'both'
            OR (v.radius = 'estate' AND v.estate_id = :estate_id)
        )
        AND (
            :any_part = 1
            OR EXISTS (
                SELECT 1 FROM parts WHERE instr('|' || v.availability || '|', parts.part) > 0
            )
        )
        AND instr('|' || v.spoken || '|', :spoken) > 0
        AND instr(:screenings, '|' || v.screening || '|') > 0
        AND (
            v.age IS NULL
            OR v.age >= :adult
            OR (:fit_for_minors = 1 AND v.guardian_id IS NOT NULL)
        )
        AND EXISTS (
            SELECT 1 FROM members
            WHERE
                members.member_id = v.member_id
                AND members.telegram_id IS NOT NULL
                AND members.unreachable_at IS NULL
        )
    ORDER BY held.asked_at, held.volunteer_id
    LIMIT :limit
);

-- name: candidate_find_any
-- Whatever keeps them from being asked today; the rows of the cells are read whole.
WITH
skills AS (SELECT value ->> 0 AS code FROM json_each(:skills)),
cells AS (SELECT value ->> 0 AS cell_id FROM json_each(:cells)),
turns AS (
    SELECT
        held.volunteer_id,
        row_number() OVER (
            PARTITION BY held.skill_code, held.cell_id ORDER BY held.asked_at, held.volunteer_id
        ) AS turn
    FROM skills
    CROSS JOIN cells
    CROSS JOIN volunteer_cells held
    CROSS JOIN volunteers v
    WHERE
        held.skill_code = skills.code
        AND held.cell_id = cells.cell_id
        AND v.volunteer_id = held.volunteer_id
        AND v.status IN ('active', 'paused')
)
SELECT
    v.*,
    p.telegram_id AS member_telegram_id,
    p.unreachable_at AS member_unreachable_at
FROM turns
CROSS JOIN volunteers v
CROSS JOIN members p
WHERE
    turns.turn <= :limit AND v.volunteer_id = turns.volunteer_id AND p.member_id = v.member_id;

-- name: candidate_everyone
SELECT
    v.*,
    p.telegram_id AS member_telegram_id,
    p.unreachable_at AS member_unreachable_at
FROM volunteers v
CROSS JOIN members p
WHERE v.estate_id = :estate_id AND v.status = 'active' AND p.member_id = v.member_id;

-- name: candidate_histories
-- All that is counted of somebody's offers, read from one index. An offer that was taken away
-- before its time was up says nothing about whoever had it.
SELECT
    m.volunteer_id,
    max(m.offered_at) AS last_offer_at,
    count(
        CASE WHEN
            m.state NOT IN ('offered', 'closed')
            OR m.accepted_at IS NOT NULL
            OR (m.state = 'closed' AND m.ended_at >= m.answer_by_at)
        THEN 1 END
    ) AS offers_ever,
    count(m.accepted_at) AS accepts_ever,
    count(CASE WHEN m.offered_at >= :week_ago THEN 1 END) AS offers_7_days,
    count(CASE WHEN m.offered_at >= :month_ago THEN 1 END) AS offers_28_days,
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
FROM matches m
WHERE m.volunteer_id IN (SELECT value ->> 0 FROM json_each(:volunteer_ids))
GROUP BY m.volunteer_id;

-- name: candidate_ties
-- Asked means in the round that runs; a refusal counts in any.
WITH
given AS (SELECT value ->> 0 AS need_id, value ->> 1 AS unit_id FROM json_each(:needs)),
wanted AS (
    SELECT
        given.need_id,
        COALESCE(given.unit_id, needs.unit_id) AS unit_id,
        needs.round
    FROM given
    LEFT JOIN needs ON needs.need_id = given.need_id
),
ties AS (
    SELECT wanted.need_id, m.volunteer_id, 1 AS asked, 0 AS refused, 0 AS visits
    FROM wanted
    CROSS JOIN matches m
    WHERE
        m.need_id = wanted.need_id
        AND (m.round = wanted.round OR m.state IN ('declined', 'handed_back'))
    UNION ALL
    SELECT wanted.need_id, r.volunteer_id, 0, 1, 0
    FROM wanted
    CROSS JOIN refusals r
    WHERE r.unit_id = wanted.unit_id
    UNION ALL
    SELECT wanted.need_id, m.volunteer_id, 0, 0, 1
    FROM wanted
    CROSS JOIN needs earlier
    CROSS JOIN matches m
    WHERE
        earlier.unit_id = wanted.unit_id AND m.need_id = earlier.need_id
        AND m.state = 'completed'
)
SELECT
    need_id,
    volunteer_id,
    max(asked) AS asked_for_this,
    max(refused) AS refused_here,
    sum(visits) AS good_visits_here
FROM ties
GROUP BY need_id, volunteer_id
ORDER BY need_id, volunteer_id;
