-- Live chat: the doors by which strangers come in, sites with a widget, what a contact may see of a conversation, who is on a page. See decision 0037.

ALTER TABLE memberships ADD COLUMN pubsub_token text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
CREATE UNIQUE INDEX memberships_by_pubsub_token ON memberships (pubsub_token);
COMMENT ON COLUMN memberships.pubsub_token IS 'Names the member at realtime doors that take a token of their own; 244 random bits. Worth nothing once the membership has ended.';

ALTER TABLE contact_sources ADD COLUMN pubsub_token text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
ALTER TABLE contact_sources ADD COLUMN is_verified boolean NOT NULL DEFAULT false;
CREATE INDEX contact_sources_by_pubsub_token ON contact_sources (pubsub_token);
COMMENT ON COLUMN contact_sources.pubsub_token IS 'Names the contact at realtime doors, whatever the account: 244 random bits, so no unique key over all tenants is needed.';
COMMENT ON COLUMN contact_sources.is_verified IS 'Who the contact is was proved by the channel''s key (HMAC of the identifier), not only said.';

CREATE TABLE channel_doors (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  token text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  identity_version integer NOT NULL DEFAULT 1,
  is_identity_required boolean NOT NULL DEFAULT false,
  PRIMARY KEY (account_id, channel_id),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id)
);
CREATE INDEX channel_doors_by_token ON channel_doors (token);
COMMENT ON TABLE channel_doors IS 'Under which public name customers come in to a channel: the website token of a site, the inbox identifier of a channel of software. Names only, no right.';
COMMENT ON COLUMN channel_doors.identity_version IS 'The key that proves identities is derived from the server''s key, the channel and this number (core/channels/doors): a new number is a new key.';
COMMENT ON COLUMN channel_doors.is_identity_required IS 'An identifier without its proof is refused.';

CREATE TABLE sites (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  queue_id bigint,
  reply_channel_id bigint,
  settings jsonb NOT NULL DEFAULT '{}',
  first_seen_at timestamptz,
  seen_at timestamptz,
  seen_on text,
  PRIMARY KEY (account_id, channel_id),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id),
  FOREIGN KEY (account_id, queue_id) REFERENCES queues(account_id, id),
  FOREIGN KEY (account_id, reply_channel_id) REFERENCES channels(account_id, id)
);
COMMENT ON TABLE sites IS 'A website with the widget: what it looks like, which queue its chats go to, when it was last loaded.';
COMMENT ON COLUMN sites.queue_id IS 'Of kind chat; null: its chats are plain conversations that nobody is offered.';
COMMENT ON COLUMN sites.reply_channel_id IS 'The mailbox in whose name answers go out by mail to visitors who are gone; null: the account''s oldest.';
COMMENT ON COLUMN sites.settings IS 'SiteSettings in core/channels/sites; what is not set has its default.';
COMMENT ON COLUMN sites.seen_on IS 'Origin of the page that loaded the widget last.';

ALTER TABLE conversations ADD COLUMN source_id text;
ALTER TABLE conversations ADD COLUMN contact_seen_at timestamptz;
CREATE INDEX conversations_by_source ON conversations (account_id, channel_id, source_id, id) WHERE source_id IS NOT NULL;
COMMENT ON COLUMN conversations.source_id IS 'By which of its names in the channel (contact_sources) the contact came in: only who comes by that name sees it from outside.';
COMMENT ON COLUMN conversations.contact_seen_at IS 'Up to when the contact has seen it, where the channel tells.';

CREATE TABLE contact_message_keys (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  source_id text NOT NULL,
  client_key text NOT NULL,
  message_id bigint NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (account_id, channel_id, source_id, client_key),
  FOREIGN KEY (account_id, message_id) REFERENCES messages(account_id, id)
);
CREATE INDEX contact_message_keys_by_message ON contact_message_keys (account_id, message_id);
COMMENT ON TABLE contact_message_keys IS 'The key that a contact''s software gave with a message: told again it is the same message, with something else it is refused.';
COMMENT ON COLUMN contact_message_keys.digest IS 'sha256 of what was said.';

CREATE TABLE visitors (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  source_id text NOT NULL,
  until timestamptz NOT NULL,
  typing_in bigint,
  typing_until timestamptz,
  claimed_name text,
  claimed_email text,
  page_url text,
  page_title text,
  referrer text,
  browser text,
  language text,
  zone text,
  mailed_message_id bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, channel_id, source_id),
  FOREIGN KEY (account_id, channel_id, source_id) REFERENCES contact_sources(account_id, channel_id, source_id)
) WITH (fillfactor = 70);
CREATE INDEX visitors_by_end ON visitors (account_id, until);
CREATE INDEX visitors_typing ON visitors (account_id, typing_until) WHERE typing_until IS NOT NULL;
COMMENT ON TABLE visitors IS 'Somebody who writes from a site: where he is at this moment, and what he says about himself. Leases by the clock of the database; never events.';
COMMENT ON COLUMN visitors.claimed_email IS 'Said, not proved: answers go there when the visitor is gone, and it makes nobody a known contact.';
COMMENT ON COLUMN visitors.mailed_message_id IS 'The last message that was sent after him by mail.';

CREATE TABLE message_answers (
  account_id bigint NOT NULL,
  message_id bigint NOT NULL,
  answer jsonb NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, message_id),
  FOREIGN KEY (account_id, message_id) REFERENCES messages(account_id, id)
);
COMMENT ON TABLE message_answers IS 'What a contact filled in where a message of ours asked for it (a form, a choice, a rating). Opaque to core; the newest counts.';
