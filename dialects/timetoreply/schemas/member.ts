import { Type } from '@sinclair/typebox';
import { Paginator } from './paginator.ts';
import { Closed } from './php.ts';

/** `type` is 1 for a mailbox, the only kind that the document shows; `existing`: it is one already, and not an invitation to become one. */
const Member = Closed({ email: Type.String(), type: Type.Integer(), existing: Type.Boolean() });

export const MemberPage = Paginator(Member);

/** The document shows `failed` empty; here it holds the ids that are no mailbox's. */
export const MemberPageWithFailed = Type.Object({ ...MemberPage.properties, failed: Type.Array(Type.Integer()) }, { additionalProperties: false });
