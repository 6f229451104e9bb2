export interface PlaceholderValues {
  readonly contactName: string;
  readonly contactAddress: string;
  readonly agentName: string;
  readonly channelName: string;
  readonly subject: string;
  readonly conversationId: number;
}

/**
 * A canned response with its placeholders filled: `{contact}` and so on as in signatures, and the longer form `{{ contact.first_name }}` in which
 * other programs write them. What is no placeholder stays as it is; so does one of which nothing is known, for the writer to see.
 */
export function fillPlaceholders(text: string, values: PlaceholderValues): string {
  const [first = '', ...more] = values.contactName.trim().split(/\s+/);
  const known: Readonly<Record<string, string>> = {
    contact: values.contactName, 'contact.name': values.contactName, 'contact.first_name': first, 'contact.last_name': more.at(-1) ?? '', 'contact.email': values.contactAddress,
    agent: values.agentName, 'agent.name': values.agentName, 'agent.first_name': values.agentName.trim().split(/\s+/)[0] ?? '',
    channel: values.channelName, 'inbox.name': values.channelName, 'channel.name': values.channelName, subject: values.subject, 'conversation.subject': values.subject, number: String(values.conversationId), 'conversation.id': String(values.conversationId), 'conversation.display_id': String(values.conversationId),
  };
  // In one pass: what a customer calls themselves is never read for placeholders.
  return text.replaceAll(/\{\{([^{}\n]{1,60})\}\}|\{([a-z.]{1,30})\}/g, (whole: string, long: string | undefined, short: string | undefined) => {
    const key = (long ?? short ?? '').trim().toLowerCase().replaceAll('-', '_');
    const value = Object.hasOwn(known, key) ? known[key] ?? '' : '';
    return value === '' ? whole : value;
  });
}
