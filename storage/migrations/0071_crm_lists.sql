-- Lists of contacts of a connected system are contact groups here.

ALTER TABLE contact_groups ADD COLUMN crm_kind text;
ALTER TABLE contact_groups ADD COLUMN crm_gone_at timestamptz;
COMMENT ON COLUMN contact_groups.crm_kind IS 'A connected system makes this group and keeps its members; null: people do.';
COMMENT ON COLUMN contact_groups.crm_gone_at IS 'The list is not there any more. The group stays, with what is left of its members, until somebody deletes it.';

ALTER TABLE crm_connections ADD COLUMN takes_lists boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN crm_connections.takes_lists IS 'Its lists of contacts become contact groups.';

CREATE TABLE crm_lists (
  account_id bigint NOT NULL,
  connection_id bigint NOT NULL,
  external_id text NOT NULL,
  name text NOT NULL,
  group_id bigint,
  mark text NOT NULL,
  walked_mark text,
  walked_at timestamptz,
  is_stale boolean NOT NULL DEFAULT true,
  is_too_large boolean NOT NULL DEFAULT false,
  seen_at timestamptz NOT NULL,
  gone_at timestamptz,
  PRIMARY KEY (account_id, connection_id, external_id),
  FOREIGN KEY (account_id, connection_id) REFERENCES crm_connections(account_id, id),
  FOREIGN KEY (account_id, group_id) REFERENCES contact_groups(account_id, id)
);
COMMENT ON TABLE crm_lists IS 'A list of contacts of the connected system, and the contact group that it is here.';
COMMENT ON COLUMN crm_lists.mark IS 'What the system says of the list; while it says the same its members are the same.';
COMMENT ON COLUMN crm_lists.walked_mark IS 'The mark as its members were last read. Null: they were not.';
COMMENT ON COLUMN crm_lists.is_stale IS 'Its name, its members or their addresses changed since the group was last made of them.';
COMMENT ON COLUMN crm_lists.is_too_large IS 'It has more members than a group holds, and is no group.';
COMMENT ON COLUMN crm_lists.seen_at IS 'The beginning of the run that saw it last.';

CREATE TABLE crm_list_members (
  account_id bigint NOT NULL,
  connection_id bigint NOT NULL,
  list_id text NOT NULL,
  contact_id text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, connection_id, list_id, contact_id),
  FOREIGN KEY (account_id, connection_id, list_id) REFERENCES crm_lists(account_id, connection_id, external_id)
);
CREATE INDEX crm_list_members_by_contact ON crm_list_members (account_id, connection_id, contact_id);
COMMENT ON TABLE crm_list_members IS 'Which contacts of the connected system are in a list. One that is not known (yet) has no address.';
