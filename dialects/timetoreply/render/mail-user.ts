import type { Static } from '@sinclair/typebox';
import type { MailUser } from '../ports.ts';
import type { MicrosoftUser } from '../schemas/bulk-mailboxes.ts';

export function renderMicrosoftUser({ name, id, address, userName }: MailUser): Static<typeof MicrosoftUser> {
  return { name, id, mail: address, userPrincipalName: userName };
}
