-- What a connected system tells by itself, beside what it is asked for.

ALTER TABLE crm_connections ADD COLUMN call_secret_sealed bytea;
ALTER TABLE crm_connections ADD COLUMN external_account text;
COMMENT ON COLUMN crm_connections.call_secret_sealed IS 'By this the system signs its calls to us; null: it calls nobody here.';
COMMENT ON COLUMN crm_connections.external_account IS 'Whose data it is in the system, as that said at the last reading. A call about another one is not about ours.';

CREATE TABLE crm_forgotten_contacts (
  account_id bigint NOT NULL,
  connection_id bigint NOT NULL,
  external_id text NOT NULL,
  forgotten_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, connection_id, external_id),
  FOREIGN KEY (account_id, connection_id) REFERENCES crm_connections(account_id, id)
);
COMMENT ON TABLE crm_forgotten_contacts IS 'Contacts that the connected system deleted for good, for privacy. A page of a reading that was under way does not bring them back.';
