-- People who were erased: what a connected system still says of them is not stored again.

CREATE TABLE crm_erased_addresses (
  account_id bigint NOT NULL,
  address_hash text NOT NULL,
  erased_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, address_hash)
);
COMMENT ON TABLE crm_erased_addresses IS 'Addresses of erased people, as hashes. A reading of a connected system leaves them out.';
COMMENT ON COLUMN crm_erased_addresses.address_hash IS 'SHA-256, hex, of the account''s id and the address. Whoever guesses an address can tell that it stands here; nobody can read it out.';
