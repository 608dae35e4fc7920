-- name: need_get^
SELECT * FROM needs WHERE need_id = :need_id;

-- name: need_add!
INSERT INTO needs (
    need_id, number, estate_id, block_id, floor, unit_id, category_code, urgency, state, helpers,
    places_taken, person, when_words, from_at, until_at, notes, spoken, wishes, reporter_id, owner_id,
    wave, round, version, created_at, changed_at, next_due_at, ended_reason, escalated_round,
    emergency_call
) VALUES (
    :need_id, :number, :estate_id, :block_id, :floor, :unit_id, :category_code, :urgency, :state,
    :helpers, :places_taken, :person, :when_words, :from_at, :until_at, :notes, :spoken, :wishes,
    :reporter_id, :owner_id, :wave, :round, :version, :created_at, :changed_at, :next_due_at,
    :ended_reason, :escalated_round, :emergency_call
);

-- name: counter_next$
INSERT INTO counters (name, value) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
RETURNING value;

-- name: need_move^
UPDATE needs
SET
    state = :end_state,
    owner_id = COALESCE(CAST(:owner_id AS TEXT), owner_id),
    ended_reason = :reason,
    changed_at = :at,
    version = version + 1
WHERE need_id = :need_id AND state = :start_state AND version = :version
RETURNING *;

-- name: need_reopen^
-- A new round: nobody holds a place, the first wave is still to come.
UPDATE needs
SET
    state = 'open',
    owner_id = COALESCE(CAST(:owner_id AS TEXT), owner_id),
    ended_reason = :reason,
    changed_at = :at,
    next_due_at = :at,
    places_taken = 0,
    wave = 0,
    round = round + 1,
    version = version + 1
WHERE need_id = :need_id AND state = :start_state AND version = :version
RETURNING *;

-- name: need_take_place^
UPDATE needs
SET
    places_taken = places_taken + 1,
    state = CASE WHEN places_taken + 1 = helpers THEN 'matched' ELSE state END,
    changed_at = :at,
    version = version + 1
WHERE need_id = :need_id AND state = 'open' AND places_taken < helpers
RETURNING *;

-- name: need_free_place^
UPDATE needs
SET
    places_taken = places_taken - 1,
    state = 'open',
    changed_at = :at,
    next_due_at = :at,
    wave = 0,
    round = round + 1,
    version = version + 1
WHERE need_id = :need_id AND state IN ('open', 'matched', 'in_progress') AND places_taken > 0
RETURNING *;

-- name: need_set_owner!
UPDATE needs SET owner_id = :owner_id WHERE need_id = :need_id;

-- name: need_set_emergency_call!
UPDATE needs SET emergency_call = :answer WHERE need_id = :need_id;

-- name: need_set_wave!
UPDATE needs SET wave = :wave, next_due_at = :next_due_at WHERE need_id = :need_id;

-- name: need_set_escalated!
UPDATE needs SET escalated_round = :round WHERE need_id = :need_id;

-- name: need_set_next_due!
UPDATE needs SET next_due_at = :next_due_at WHERE need_id = :need_id;

-- name: need_live_in_block
SELECT * FROM needs
WHERE block_id = :block_id AND state IN ('open', 'matched', 'in_progress', 'done')
ORDER BY created_at, number;

-- name: need_live_in_estate
SELECT * FROM needs
WHERE estate_id = :estate_id AND state IN ('open', 'matched', 'in_progress', 'done')
ORDER BY created_at, number;

-- name: need_live_of_reporter
SELECT * FROM needs
WHERE reporter_id = :member_id AND state IN ('open', 'matched', 'in_progress', 'done')
ORDER BY created_at, number;

-- name: need_similar^
SELECT * FROM needs
WHERE
    unit_id = :unit_id AND category_code = :category_code AND created_at >= :since
    AND state <> 'withdrawn'
ORDER BY created_at DESC
LIMIT 1;

-- name: need_earlier_visits$
-- An emergency that was only closed is no visit.
SELECT count(*) FROM needs
WHERE
    unit_id = :unit_id AND need_id <> :before AND state IN ('done', 'closed')
    AND EXISTS (
        SELECT 1 FROM matches
        WHERE matches.need_id = needs.need_id AND matches.state = 'completed'
    );

-- name: need_note_add!
INSERT INTO need_notes (note_id, need_id, by_member, noted_at, words)
VALUES (:note_id, :need_id, :by_member, :noted_at, :words);

-- name: need_notes
SELECT * FROM need_notes WHERE need_id = :need_id ORDER BY note_id;

-- name: attachment_add!
INSERT INTO attachments (attachment_id, need_id, file_id, kind, attached_at)
VALUES (:attachment_id, :need_id, :file_id, :kind, :attached_at);

-- name: attachment_all
SELECT * FROM attachments WHERE need_id = :need_id ORDER BY attachment_id;

-- name: need_alert^
INSERT INTO need_alerts (need_id, member_id, circle, alerted_at)
VALUES (:need_id, :member_id, :circle, :at)
ON CONFLICT (need_id, member_id) DO NOTHING
RETURNING member_id;

-- name: need_alerted
SELECT member_id FROM need_alerts WHERE need_id = :need_id ORDER BY alerted_at, member_id;
