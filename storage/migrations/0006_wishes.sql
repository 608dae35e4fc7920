-- Who should help, as far as the reporter says so: woman|strong.

ALTER TABLE needs ADD COLUMN wishes TEXT NOT NULL DEFAULT '';
