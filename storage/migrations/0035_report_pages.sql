-- What the report pages need beside the facts. See decision 0045.
CREATE TABLE report_page_settings (
  account_id bigint PRIMARY KEY REFERENCES accounts(id),
  shows_leaderboards boolean NOT NULL
);
COMMENT ON TABLE report_page_settings IS 'What of the report pages an account shows. No row: everything.';
COMMENT ON COLUMN report_page_settings.shows_leaderboards IS 'Whether people are shown in an order of their figures.';

CREATE INDEX conversations_waiting_by_contact ON conversations (account_id, contact_id, waiting_since, id) WHERE waiting_since IS NOT NULL AND merged_into IS NULL AND contact_id IS NOT NULL;
