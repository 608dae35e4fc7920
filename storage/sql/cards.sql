-- name: card_get^
SELECT * FROM cards WHERE chat_id = :chat_id AND kind = :kind AND object_id = :object_id;

-- name: card_put!
INSERT INTO cards (chat_id, kind, object_id, message_id, private, sent_at)
VALUES (:chat_id, :kind, :object_id, :message_id, :private, :sent_at)
ON CONFLICT (chat_id, kind, object_id) DO UPDATE
SET message_id = excluded.message_id, private = excluded.private, sent_at = excluded.sent_at;

-- name: card_drop!
DELETE FROM cards WHERE chat_id = :chat_id AND kind = :kind AND object_id = :object_id;

-- name: card_of
SELECT * FROM cards WHERE object_id = :object_id AND kind = :kind ORDER BY chat_id;

-- name: card_private_before
SELECT * FROM cards WHERE private = 1 AND sent_at < :at ORDER BY sent_at;

-- name: card_move_chat!
UPDATE cards SET chat_id = :new_chat_id
WHERE
    chat_id = :old_chat_id
    AND NOT EXISTS (
        SELECT 1 FROM cards newer
        WHERE
            newer.chat_id = :new_chat_id AND newer.kind = cards.kind
            AND newer.object_id = cards.object_id
    );

-- name: card_adopt^
UPDATE cards SET kind = :new_kind, object_id = :new_object
WHERE
    chat_id = (SELECT telegram_id FROM members WHERE member_id = :member_id)
    AND kind = :old_kind AND object_id = :old_object
RETURNING chat_id;

-- name: card_drop_of_member!
DELETE FROM cards
WHERE
    chat_id = (SELECT telegram_id FROM members WHERE member_id = :member_id)
    AND kind = :kind AND object_id = :object_id
    AND EXISTS (
        SELECT 1 FROM cards old
        WHERE
            old.chat_id = cards.chat_id AND old.kind = :old_kind AND old.object_id = :old_object
    );
