-- name: volunteer_without_offer
-- Of everybody active: asked once a day, so it may read them all. Who joined long before the network
-- knew of them could not be asked until then.
WITH waiting AS (
    SELECT
        v.volunteer_id,
        CAST(extract(EPOCH FROM CAST(v.joined_on AS DATE)) AS BIGINT) * 1000 AS joined_at,
        COALESCE(
            (SELECT max(m.offered_at) FROM matches m WHERE m.volunteer_id = v.volunteer_id), 0
        ) AS asked_at
    FROM volunteers v
    WHERE
        v.status = 'active'
        AND COALESCE(v.heard_at, 0) < :since
        AND EXISTS (
            SELECT 1 FROM members
            WHERE
                members.member_id = v.member_id AND members.telegram_id IS NOT NULL
                AND members.unreachable_at IS NULL AND members.created_at < :since
        )
)
SELECT v.* FROM waiting
JOIN volunteers v ON v.volunteer_id = waiting.volunteer_id
WHERE waiting.joined_at < :since AND waiting.asked_at < :since
ORDER BY greatest(waiting.joined_at, waiting.asked_at), v.volunteer_id
LIMIT :limit;
