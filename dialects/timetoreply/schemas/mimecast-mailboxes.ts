import { Type } from '@sinclair/typebox';
import { Closed } from './php.ts';

export const MimecastAuthBody = Type.Object({
  username: Type.String({ minLength: 3, maxLength: 320, pattern: '^[^:\\u0000-\\u001f]+$', description: 'The Mimecast username.' }),
  password: Type.String({ minLength: 1, maxLength: 4_096, description: 'The Mimecast password. Used once, never kept.' }),
});

/** The document shows nothing of a potential mailbox of Mimecast: as one of Gmail. Mimecast's list has no names, so the name is the address. */
export const MimecastUsers = Type.Array(Closed({ email: Type.String(), name: Type.String() }));

/** The document names no parameter. */
export const SearchMimecastBody = Type.Object({ search: Type.Optional(Type.String({ maxLength: 320, description: 'Mailboxes beginning with it; without it all.' })) });

export const SelectMimecastBody = Type.Object({
  emails: Type.Array(Type.String({ minLength: 1, maxLength: 320 }), { minItems: 1, maxItems: 500, description: 'An array of Mimecast emails.' }),
});
