-- name: setting_get$
SELECT value FROM settings WHERE name = :name;

-- name: setting_put_once!
INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING;
