import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { getSession } from './endpoints/session/get-session.ts';
import { signIn } from './endpoints/session/sign-in.ts';
import { signOut } from './endpoints/session/sign-out.ts';
import { switchAccount } from './endpoints/session/switch-account.ts';

/** What people work on. */
export const deskOperations = (outside: Outside): readonly Operation[] => [
  getSession, signIn(outside), signOut, switchAccount,
];
