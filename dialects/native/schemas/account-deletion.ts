import { Type, type Static } from '@sinclair/typebox';
import { Closed, Instant } from './shared.ts';

export const AccountDeletionInput = Closed({
  name: Type.String({ maxLength: 200, description: 'The account\'s name, typed' }),
  password: Type.String({ maxLength: 1_000, description: 'The own password' }),
});
export type AccountDeletionInput = Static<typeof AccountDeletionInput>;

export const AccountDeletion = Closed({
  eraseAfter: Instant,
  undoLink: Type.String({ description: 'Brings the account back until it is erased. Shown this once' }),
});
export type AccountDeletion = Static<typeof AccountDeletion>;
