-- name: match_get^
SELECT * FROM matches WHERE match_id = :match_id;

-- name: match_add!
INSERT INTO matches (
    match_id, need_id, volunteer_id, member_id, round, wave, rank, score, p_accept, ring,
    offers_7_days, tasks_28_days, by_chance, reasons, state, place, version, offered_at,
    answer_by_at, shown_at, answered_at, decline_reason, accepted_at, on_the_way_at, arrived_at,
    ended_at, minutes, remark, safety_word, backup_at
) VALUES (
    :match_id, :need_id, :volunteer_id, :member_id, :round, :wave, :rank, :score, :p_accept, :ring,
    :offers_7_days, :tasks_28_days, :by_chance, :reasons, :state, :place, :version, :offered_at,
    :answer_by_at, :shown_at, :answered_at, :decline_reason, :accepted_at, :on_the_way_at,
    :arrived_at, :ended_at, :minutes, :remark, :safety_word, :backup_at
);

-- name: match_take^
-- The lowest place that nobody has; the unique index stands behind it.
UPDATE matches
SET
    state = 'accepted',
    place = (
        SELECT min(free.place)
        FROM (
            SELECT 1 AS place
            UNION ALL
            SELECT before.place + 1
            FROM matches before
            WHERE
                before.need_id = matches.need_id AND before.round = matches.round
                AND before.state IN ('accepted', 'on_the_way', 'arrived', 'completed')
        ) free
        WHERE NOT EXISTS (
            SELECT 1 FROM matches taken
            WHERE
                taken.need_id = matches.need_id AND taken.round = matches.round
                AND taken.place = free.place
                AND taken.state IN ('accepted', 'on_the_way', 'arrived', 'completed')
        )
    ),
    safety_word = :safety_word,
    answered_at = :at,
    accepted_at = :at,
    version = version + 1
WHERE
    match_id = :match_id AND state IN ('offered', 'expired')
    AND round = (SELECT n.round FROM needs n WHERE n.need_id = matches.need_id)
RETURNING *;

-- name: match_move^
UPDATE matches
SET
    state = :end_state,
    answered_at = CASE WHEN CAST(:answers AS BIGINT) = 1 THEN :at ELSE answered_at END,
    on_the_way_at = CASE WHEN CAST(:leaves AS BIGINT) = 1 THEN :at ELSE on_the_way_at END,
    arrived_at = CASE WHEN CAST(:arrives AS BIGINT) = 1 THEN :at ELSE arrived_at END,
    ended_at = CASE WHEN CAST(:ends AS BIGINT) = 1 THEN :at ELSE ended_at END,
    decline_reason = COALESCE(CAST(:reason AS TEXT), decline_reason),
    minutes = COALESCE(CAST(:minutes AS BIGINT), minutes),
    remark = COALESCE(CAST(:remark AS TEXT), remark),
    version = version + 1
WHERE match_id = :match_id AND state = :start_state AND version = :version
RETURNING *;

-- name: match_set_reason!
UPDATE matches SET decline_reason = :reason WHERE match_id = :match_id;

-- name: match_set_minutes!
UPDATE matches SET minutes = :minutes WHERE match_id = :match_id;

-- name: match_set_remark!
UPDATE matches SET remark = :remark WHERE match_id = :match_id;

-- name: match_set_shown!
UPDATE matches SET shown_at = :at WHERE match_id = :match_id AND shown_at IS NULL;

-- name: match_set_backup!
UPDATE matches SET backup_at = :at WHERE match_id = :match_id AND backup_at IS NULL;

-- name: match_of_need
SELECT * FROM matches WHERE need_id = :need_id ORDER BY round, wave, rank, match_id;

-- name: match_open_of
SELECT * FROM matches
WHERE
    member_id = :member_id AND state IN ('offered', 'accepted', 'on_the_way', 'arrived')
    AND state = 'offered'
ORDER BY offered_at, match_id;

-- name: match_held_by
SELECT * FROM matches
WHERE
    member_id = :member_id AND state IN ('offered', 'accepted', 'on_the_way', 'arrived')
    AND state <> 'offered'
ORDER BY accepted_at, match_id;

-- name: match_made_since
SELECT * FROM matches WHERE offered_at >= :since ORDER BY offered_at, match_id;
