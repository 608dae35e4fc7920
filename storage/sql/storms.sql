-- name: storm_get^
SELECT * FROM storms WHERE estate_id = :estate_id;

-- name: storm_put!
INSERT INTO storms (estate_id, started_at, ends_at, started_by)
VALUES (:estate_id, :started_at, :ends_at, :started_by)
ON CONFLICT (estate_id) DO UPDATE
SET
    started_at = excluded.started_at,
    ends_at = excluded.ends_at,
    started_by = excluded.started_by;

-- name: storm_end!
DELETE FROM storms WHERE estate_id = :estate_id;
