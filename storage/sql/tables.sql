-- name: table_columns
SELECT name, CASE WHEN pk > 0 THEN 1 ELSE 0 END AS is_key FROM pragma_table_info(:table_name);
