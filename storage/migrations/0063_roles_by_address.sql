-- Whose mails a filter by people finds is asked by address and role: without the role, each of an address's mails was looked up in the table.
DROP INDEX message_parties_by_address;
CREATE INDEX message_parties_by_address ON message_parties (account_id, address_id, message_id) INCLUDE (role);
