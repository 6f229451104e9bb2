import { CoreError } from '#core/kernel/index.ts';
import type { Static } from '@sinclair/typebox';
import type { GroupMailboxInput as Input } from '../ports.ts';
import type { GroupMailboxInput } from '../schemas/group-mailbox.ts';

export function parseGroupMailbox({ name, groupMailboxAddress, aliases }: Static<typeof GroupMailboxInput>): Input {
  return { name, address: groupMailboxAddress, ...(aliases !== undefined && { aliases }) };
}

/** What core says of `address` is said of the document's name for it. */
export async function inDocumentsWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof CoreError) || error.code !== 'invalid') throw error;
    throw new CoreError('invalid', error.message, { ...(error.key !== undefined && { key: error.key }), fields: error.fields.map((field) => (field.field === 'address' ? { ...field, field: 'groupMailboxAddress' } : field)) });
  });
}
