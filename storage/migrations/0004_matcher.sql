-- What the matcher asks for: who was not asked for longest, offers that can be replayed, storms.

ALTER TABLE volunteers ADD COLUMN wants_events BIGINT NOT NULL DEFAULT 0;
ALTER TABLE volunteers ADD COLUMN heard_at BIGINT;
CREATE INDEX volunteers_by_estate ON volunteers (estate_id);

-- What a search looks at first of all, since few others can be passed over for less.
CREATE VIEW volunteer_marks AS
SELECT
    v.volunteer_id,
    CASE
        WHEN
            v.status = 'active' AND v.max_tasks_per_week > 0
            AND m.telegram_id IS NOT NULL AND m.unreachable_at IS NULL
        THEN 1
        ELSE 0
    END AS askable,
    '|' || v.spoken || '|' AS spoken,
    v.screening
FROM volunteers v
JOIN members m ON m.member_id = v.member_id;

-- One row a skill and cell, with a copy of the marks: the home block is a cell, and the whole
-- estate is another.
CREATE TABLE volunteer_cells (
    volunteer_id TEXT NOT NULL REFERENCES volunteers,
    skill_code TEXT NOT NULL,
    cell_id TEXT NOT NULL,
    askable BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    spoken TEXT NOT NULL,
    screening TEXT NOT NULL,
    PRIMARY KEY (volunteer_id, skill_code, cell_id)
);
WITH placed AS (
    SELECT volunteer_id, skill_code, block_id AS cell_id FROM volunteer_skills
    UNION
    SELECT s.volunteer_id, s.skill_code, v.estate_id
    FROM volunteer_skills s
    JOIN volunteers v ON v.volunteer_id = s.volunteer_id
)
INSERT INTO volunteer_cells (
    volunteer_id, skill_code, cell_id, askable, asked_at, spoken, screening
)
SELECT
    placed.volunteer_id,
    placed.skill_code,
    placed.cell_id,
    marks.askable,
    COALESCE(
        (SELECT max(m.offered_at) FROM matches m WHERE m.volunteer_id = placed.volunteer_id), 0
    ),
    marks.spoken,
    marks.screening
FROM placed
JOIN volunteer_marks marks ON marks.volunteer_id = placed.volunteer_id;
DROP TABLE volunteer_skills;
-- In the order in which people are asked, so that a search reads no further than it must.
CREATE INDEX volunteer_cells_in_turn ON volunteer_cells (
    skill_code, cell_id, askable, asked_at, volunteer_id, spoken, screening
);

ALTER TABLE needs ADD COLUMN escalated_round BIGINT NOT NULL DEFAULT 0;

ALTER TABLE matches ADD COLUMN ring BIGINT NOT NULL DEFAULT 0;
ALTER TABLE matches ADD COLUMN offers_7_days BIGINT NOT NULL DEFAULT 0;
ALTER TABLE matches ADD COLUMN tasks_28_days BIGINT NOT NULL DEFAULT 0;
ALTER TABLE matches ADD COLUMN by_chance BIGINT NOT NULL DEFAULT 0;
ALTER TABLE matches ADD COLUMN backup_at BIGINT;
CREATE INDEX matches_by_moment ON matches (offered_at);

-- Holds all that is counted of a person's history, so that a long one costs little.
DROP INDEX matches_by_volunteer;
CREATE INDEX matches_by_volunteer
    ON matches (volunteer_id, offered_at, accepted_at, state, answer_by_at, ended_at);

CREATE TABLE storms (
    estate_id TEXT PRIMARY KEY REFERENCES estates,
    started_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    started_by TEXT NOT NULL REFERENCES members
);
