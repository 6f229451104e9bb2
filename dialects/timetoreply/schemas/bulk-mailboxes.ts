import { Type } from '@sinclair/typebox';
import { Closed } from './php.ts';

const usersMax = 500;
const Name = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });
const Email = (description: string) => Type.String({ minLength: 1, maxLength: 320, description });

/** The document shows one of them; a list of potential mailboxes is a list here. */
export const MicrosoftUser = Closed({ name: Type.String(), id: Type.String(), mail: Type.String(), userPrincipalName: Type.String() });
export const MicrosoftUsers = Type.Array(MicrosoftUser);

export const SearchMicrosoftQuery = Type.Object({ search: Type.String({ minLength: 1, maxLength: 320, description: 'The search term: mailboxes beginning with it.' }) });

export const SelectMicrosoftBody = Type.Object({
  users: Type.Array(Type.Object({
    id: Type.String({ minLength: 1, maxLength: 320, description: 'The O365 user ID.' }),
    mail: Email('The O365 user Email.'),
    name: Name('The O365 user\'s name.'),
    userPrincipalName: Type.String({ minLength: 1, maxLength: 320, description: 'The O365 User Principal Name. Not read: the ID names the person.' }),
  }), { minItems: 1, maxItems: usersMax, description: 'An array of O365 "user" objects.' }),
});

/** `total`: mailboxes that the account has now; `limitAgents`: there is a limit. */
export const BulkAdded = Closed({ total: Type.Integer(), maxAgents: Type.Integer(), limitAgents: Type.Boolean() });

export const GmailUsers = Type.Array(Closed({ email: Type.String(), name: Type.String() }));

export const SelectGmailBody = Type.Object({
  users: Type.Array(Type.Object({ email: Email('The email address of the mailbox to add.'), name: Name('The name of the mailbox to add.') }), { minItems: 1, maxItems: usersMax, description: 'An array of gmail "user" objects with fields email and name.' }),
});

/** Addresses of the mailboxes that were asked for. */
export const BulkAddresses = Type.Array(Type.String());
