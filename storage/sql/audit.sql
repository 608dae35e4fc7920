-- name: audit_write!
INSERT INTO audit (audit_id, written_at, actor, action, object_id, facts)
VALUES (:audit_id, :at, :actor, :action, :object_id, :facts);
