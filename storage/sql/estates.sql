-- name: estate_get^
SELECT * FROM estates WHERE estate_id = :estate_id;

-- name: estate_all
SELECT * FROM estates ORDER BY estate_id;

-- name: block_get^
SELECT * FROM blocks WHERE block_id = :block_id;

-- name: block_all
SELECT * FROM blocks WHERE estate_id = :estate_id ORDER BY block_id;

-- name: unit_get^
SELECT * FROM units WHERE unit_id = :unit_id;

-- name: unit_find^
SELECT * FROM units WHERE block_id = :block_id AND floor = :floor AND unit_no = :unit_no;

-- name: unit_all
SELECT * FROM units WHERE block_id = :block_id AND floor = :floor ORDER BY unit_no;
