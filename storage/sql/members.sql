-- name: member_get^
SELECT * FROM members WHERE member_id = :member_id;

-- name: member_add!
INSERT INTO members (
    member_id, telegram_id, name_zh_hans, name_zh_hant, name_en, phone, spoken, language,
    unreachable_at, locked_at, created_at
) VALUES (
    :member_id, :telegram_id, :name_zh_hans, :name_zh_hant, :name_en, :phone, :spoken, :language,
    :unreachable_at, :locked_at, :created_at
);

-- name: member_set_language!
UPDATE members SET language = :language WHERE member_id = :member_id;

-- name: member_set_names!
UPDATE members
SET name_zh_hans = :name_zh_hans, name_zh_hant = :name_zh_hant, name_en = :name_en
WHERE member_id = :member_id;

-- name: member_set_unreachable!
UPDATE members SET unreachable_at = :unreachable_at WHERE member_id = :member_id;

-- name: speaker
-- All that a speaker is, in one visit: this is asked at every update.
SELECT
    m.*,
    l.leader_id AS l_leader_id, l.member_id AS l_member_id, l.role AS l_role,
    l.estate_id AS l_estate_id, l.block_id AS l_block_id, l.floor_from AS l_floor_from,
    l.floor_to AS l_floor_to, l.home_unit_id AS l_home_unit_id, l.status AS l_status,
    l.deputy_for AS l_deputy_for,
    s.staff_id AS s_staff_id, s.member_id AS s_member_id, s.role AS s_role,
    s.estate_id AS s_estate_id, s.duty AS s_duty, s.status AS s_status,
    v.volunteer_id AS v_volunteer_id, v.member_id AS v_member_id, v.estate_id AS v_estate_id,
    v.home_block_id AS v_home_block_id, v.home_floor AS v_home_floor, v.age AS v_age,
    v.skills AS v_skills, v.spoken AS v_spoken, v.screening AS v_screening,
    v.availability AS v_availability, v.max_tasks_per_week AS v_max_tasks_per_week,
    v.radius AS v_radius, v.guardian_id AS v_guardian_id, v.minutes_total AS v_minutes_total,
    v.status AS v_status, v.paused_until_at AS v_paused_until_at,
    v.consent_version AS v_consent_version, v.joined_on AS v_joined_on,
    v.wants_events AS v_wants_events,
    r.resident_id AS r_resident_id
FROM members m
LEFT JOIN leaders l ON l.member_id = m.member_id
LEFT JOIN staff s ON s.member_id = m.member_id
LEFT JOIN volunteers v ON v.member_id = m.member_id
LEFT JOIN residents r ON r.member_id = m.member_id
WHERE
    m.member_id = COALESCE(
        CAST(:member_id AS TEXT),
        (SELECT named.member_id FROM members named WHERE named.telegram_id = :telegram_id)
    )
ORDER BY l.leader_id, s.staff_id, r.resident_id;

-- name: leader_of_block
SELECT * FROM leaders
WHERE block_id = :block_id
ORDER BY
    CASE WHEN role = 'building_leader' THEN 0 WHEN deputy_for IS NOT NULL THEN 1 ELSE 2 END,
    floor_from, leader_id;

-- name: leader_add!
INSERT INTO leaders (
    leader_id, member_id, role, estate_id, block_id, floor_from, floor_to, home_unit_id,
    screening, trained, availability, joined_on, status, deputy_for
) VALUES (
    :leader_id, :member_id, :role, :estate_id, :block_id, :floor_from, :floor_to, :home_unit_id,
    'id', '', '', :joined_on, :status, :deputy_for
);

-- name: staff_of_estate
SELECT * FROM staff
WHERE estate_id = :estate_id AND status = 'active'
ORDER BY CASE role WHEN 'coordinator' THEN 0 WHEN 'social_worker' THEN 1 ELSE 2 END, staff_id;

-- name: staff_admins
SELECT * FROM staff WHERE role = 'admin' AND status = 'active' ORDER BY staff_id;

-- name: staff_add!
INSERT INTO staff (staff_id, member_id, role, estate_id, org_id, duty, joined_on, status)
VALUES (:staff_id, :member_id, :role, :estate_id, NULL, :duty, :joined_on, :status);

-- name: invitation_add!
INSERT INTO invitations (
    code_hash, role, estate_id, block_id, floor_from, floor_to, created_at, expires_at, used_at,
    used_by
) VALUES (
    :code_hash, :role, :estate_id, :block_id, :floor_from, :floor_to, :created_at, :expires_at,
    :used_at, :used_by
);

-- name: invitation_use^
UPDATE invitations
SET used_at = :at, used_by = :used_by
WHERE code_hash = :code_hash AND used_at IS NULL AND expires_at > :at
RETURNING *;

-- name: invitation_try!
INSERT INTO invitation_tries (telegram_id, tried_at) VALUES (:telegram_id, :at);

-- name: invitation_tries_since$
SELECT count(*) FROM invitation_tries WHERE telegram_id = :telegram_id AND tried_at > :since;
