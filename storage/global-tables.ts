/**
 * Tables without a tenant: read before the account is known, by the few functions of core/accounts, jobs and the sequencer.
 * Every other table carries `account_id` first in its primary key and lies behind forced row-level security.
 */
export const globalTables = [
  'accounts', 'account_erasures', 'address_claims', 'knowledge_addresses', 'users', 'recovery_codes', 'password_resets', 'identities', 'memberships', 'sessions', 'tokens', 'claims', 'invitations',
  'platform_bots', 'bot_tokens', 'platform_apps', 'platform_grants', 'sign_in_links', 'request_keys', 'server_keys',
  'rate_windows', 'leases', 'jobs', 'event_heads', 'event_cursors', 'search_fills', 'schema_migrations',
] as const;
