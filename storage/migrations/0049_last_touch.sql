-- Reports are cut by when our side wrote last: kept with the conversation, so that a filter reads no messages.
ALTER TABLE conversation_facts ADD COLUMN last_touch_at timestamptz;
COMMENT ON COLUMN conversation_facts.last_touch_at IS 'When our side wrote to the outside last; null: never.';

-- An owner who is no superuser is under the forced net like anybody; it is laid again at the end of the migrations.
ALTER TABLE conversation_facts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE message_facts NO FORCE ROW LEVEL SECURITY;
UPDATE conversation_facts c SET last_touch_at = t.at
FROM (SELECT account_id, conversation_id, max(at) AS at FROM message_facts WHERE is_touch GROUP BY account_id, conversation_id) t
WHERE t.account_id = c.account_id AND t.conversation_id = c.conversation_id;
