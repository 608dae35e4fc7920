-- name: table_columns
SELECT CAST(column_name AS TEXT) AS name
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = :table_name;
