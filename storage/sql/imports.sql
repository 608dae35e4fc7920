-- name: table_columns
SELECT name FROM pragma_table_info(:table_name);

-- name: skills_remove!
DELETE FROM volunteer_skills
WHERE EXISTS (
    SELECT 1 FROM json_each(:rows)
    WHERE
        value ->> 0 = volunteer_skills.skill_code
        AND value ->> 1 = volunteer_skills.block_id
        AND value ->> 2 = volunteer_skills.volunteer_id
);

-- name: skills_add!
INSERT INTO volunteer_skills (skill_code, block_id, volunteer_id)
SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:rows);
