/** What a "model" may be, in the document's words. */
export const modelTypes = [
  'Internal', 'Company', 'Agent', 'Mailbox', 'Team', 'Group Mailbox', 'Contact', 'Contact Group', 'Lead Source', 'Anybody',
] as const;

export type ModelType = (typeof modelTypes)[number];
