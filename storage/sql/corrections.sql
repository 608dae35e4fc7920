-- name: correction_add!
INSERT INTO corrections (correction_id, on_at, language, field, was, became, text)
VALUES (:correction_id, :on_at, :language, :field, :was, :became, :text);

-- name: corrections_all
SELECT * FROM corrections ORDER BY correction_id;
