/** What an action begins with; the filter of the page. */
export const auditNouns = ['account', 'settings', 'channel', 'calendar', 'import', 'user', 'member', 'invitation', 'role', 'agent', 'team', 'session', 'token', 'conversation', 'message', 'contact', 'company', 'label', 'attribute', 'canned-response', 'menu', 'queue', 'queue-group', 'webhook', 'bot', 'integration', 'demo'] as const;
