/** What an action begins with; the filter of the page. */
export const auditNouns = ['account', 'settings', 'channel', 'calendar', 'import', 'user', 'member', 'invitation', 'role', 'agent', 'team', 'session', 'token', 'conversation', 'message', 'contact', 'company', 'label', 'attribute', 'canned-response', 'rule', 'rules', 'macro', 'menu', 'queue', 'queue-group', 'demo'] as const;
