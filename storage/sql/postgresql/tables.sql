-- name: table_columns
SELECT
    CAST(a.attname AS TEXT) AS name,
    CASE WHEN a.attnum = ANY (i.indkey) THEN 1 ELSE 0 END AS is_key
FROM pg_attribute a
LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = to_regclass(:table_name) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum;
