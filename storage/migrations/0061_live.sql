-- When a bot had a conversation, and whether a help centre's own host name is proved. Decision 0061.
ALTER TABLE conversations ADD COLUMN bot_stays tstzmultirange NOT NULL DEFAULT '{}';
COMMENT ON COLUMN conversations.bot_stays IS 'When a bot had it; an open end: has it. No reply clock counts that time. Without a lower end: from its beginning.';
-- An owner who is no superuser is under the forced net like anybody; it is laid again at the end of the migrations.
ALTER TABLE conversations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE knowledge_bases NO FORCE ROW LEVEL SECURITY;
UPDATE conversations SET bot_stays = tstzmultirange(tstzrange(NULL, CASE WHEN handler = 'person' THEN coalesce(handed_over_at, started_at) END))
  WHERE bot_id IS NOT NULL AND (handed_over_at IS NOT NULL OR handler = 'bot');
COMMENT ON COLUMN conversations.handed_over_at IS 'When a bot handed it to people for the first time. Null: no bot has. For the figures of bots; the reply clock reads bot_stays.';

ALTER TABLE knowledge_bases ADD COLUMN domain_token text;
ALTER TABLE knowledge_bases ADD COLUMN domain_checked_at timestamptz;
ALTER TABLE knowledge_bases ADD COLUMN domain_proved_at timestamptz;
ALTER TABLE knowledge_bases ADD COLUMN domain_problem text CHECK (domain_problem IN ('no-record', 'other-record', 'no-answer', 'taken'));
COMMENT ON COLUMN knowledge_bases.domain_token IS 'What the TXT record below its host name has to say, so that the site is served there. Public, made anew with each host name.';
COMMENT ON COLUMN knowledge_bases.domain_problem IS 'Why the last check did not prove it. Null: it did, or none was made.';
UPDATE knowledge_bases SET domain_token = encode(uuid_send(gen_random_uuid()), 'hex') WHERE custom_domain IS NOT NULL;

ALTER TABLE knowledge_addresses ADD COLUMN proof text;
COMMENT ON COLUMN knowledge_addresses.proof IS 'Of a host name: the token by which its site proved it. While DNS says it, nobody else gets the name.';
DROP FUNCTION IF EXISTS claim_knowledge_address(bigint, bigint, text, text);
DELETE FROM knowledge_addresses WHERE kind = 'domain'; -- none was proved
ALTER TABLE knowledge_addresses ADD CHECK (kind = 'slug' OR proof IS NOT NULL);
