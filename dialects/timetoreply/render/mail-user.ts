import type { Static } from '@sinclair/typebox';
import type { MailUser } from '../ports.ts';
import type { MicrosoftUser } from '../schemas/bulk-mailboxes.ts';

export function renderMicrosoftUser({ name, id, address, userName }: MailUser): Static<typeof MicrosoftUser> {
  return { name, id, mail: address, userPrincipalName: userName };
}

/** As Gmail's people and Mimecast's are shown. */
export function renderNamedUser({ address, name }: MailUser): { email: string; name: string } {
  return { email: address, name };
}
