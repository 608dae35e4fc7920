-- name: sweep_inbox
DELETE FROM inbox WHERE state <> 'waiting' AND done_at < :before RETURNING 1 AS gone;

-- name: sweep_outbox
DELETE FROM outbox WHERE ended_at < :before RETURNING 1 AS gone;

-- name: sweep_facts
UPDATE outbox SET facts = '{}' WHERE ended_at < :before AND facts <> '{}' RETURNING 1 AS blanked;

-- name: sweep_tries
DELETE FROM invitation_tries WHERE tried_at < :before RETURNING 1 AS gone;
