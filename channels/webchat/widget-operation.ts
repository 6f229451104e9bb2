import { Type, type Static, type TSchema, type TUnknown } from '@sinclair/typebox';
import { countAttempt, networkOf } from '#core/accounts/index.ts';
import { getSite, isPageAllowed, type Site } from '#core/channels/index.ts';
import { contactAct, requireSource, type FromOutside } from '#core/conversations/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { openOperation, type Method, type OpenCall, type Operation } from '#http/index.ts';
import { readVisitorToken, type VisitorName } from './visitor-token.ts';
import type { Change, WebchatDeps } from './webchat-deps.ts';

/** How often one address (IPv6: /64) may do it within 15 minutes: an office of fifty behind one address can still chat. */
const brakes = { session: 600, contact: 90, message: 900, file: 90, other: 3_000, read: 15_000, mail: 10 } as const;
export type Brake = keyof typeof brakes;

export async function brake(call: Pick<OpenCall, 'database' | 'clock' | 'head'>, what: Brake): Promise<void> {
  await countAttempt(call.database, { kind: `widget-${what}`, of: networkOf(call.head.address), max: brakes[what] }, nowText(call.clock));
}

/** Who calls: a browser that was given a name. */
export interface VisitorCall<Query, Body> {
  readonly call: OpenCall<Query, Body, unknown>;
  readonly visitor: VisitorName;
  readonly change: Change;
  /** Of the visitor; `contactId` null: he has said nothing yet, so nobody knows him. */
  readonly act: (contactId: number | null) => Act;
  /** Of the server: to read what the widget shows. */
  readonly reader: Act;
}

interface Definition<Q extends TSchema, B extends TSchema, R extends TSchema> {
  readonly id: string;
  readonly method: Method;
  /** Below `/widget/api`. */
  readonly path: string;
  readonly summary: string;
  readonly brake: Brake;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  readonly takesFiles?: boolean;
  readonly bodyBytesMax?: number;
  handle(call: VisitorCall<Static<Q>, Static<B>>): Promise<Static<R>>;
}

/** An operation for a browser that has its name from `session`: `authorization: Bearer <visitor token>`. Unknown, foreign and changed tokens answer alike, and so does a page where the site's widget may not stand. */
export const visitorOperation = (deps: WebchatDeps) => <R extends TSchema, Q extends TSchema = TUnknown, B extends TSchema = TUnknown>(
  { id, method, path, summary, query, body, response, takesFiles, bodyBytesMax, ...definition }: Definition<Q, B, R>,
): Operation => openOperation<R, Q, B>({
  id, method, path: `/widget/api${path}`, tag: 'Widget', summary, response, forAnyPage: true,
  ...(query && { query }), ...(body && { body }), ...(takesFiles && { takesFiles }), ...(bodyBytesMax && { bodyBytesMax }),
  handle: async (call) => {
    await brake(call, definition.brake);
    const token = /^Bearer (\S{10,900})$/.exec(call.head.headers.authorization ?? '')?.[1];
    const visitor = token === undefined ? null : readVisitorToken(await deps.outside.key(), token);
    if (!visitor) throw new CoreError('unauthenticated', 'Ask for a session first.', { key: 'sign-in-again' });
    const now = nowText(call.clock);
    const reader = systemAct(visitor.accountId, now, 'widget');
    const change: Change = (work) => call.database.withAccount(visitor.accountId, work);
    await requirePage(change, reader, visitor, call.head.headers.origin);
    return definition.handle({ call, visitor, change, reader, act: (contactId) => contactAct(visitor.accountId, { contactId, now, source: 'widget', address: call.head.address }) });
  },
});

/** The site takes chats still, and from this page. Returns it. */
async function requirePage(change: Change, reader: Act, { channelId }: VisitorName, origin: string | undefined): Promise<Site> {
  const site = await change((tx) => getSite(tx, reader, channelId)).catch((error: unknown) => {
    throw error instanceof CoreError && error.code === 'not-found' ? new CoreError('unauthenticated', 'Ask for a session first.', { key: 'sign-in-again' }) : error;
  });
  if (!isPageAllowed(site.settings.allowedDomains, origin)) throw pageNotAllowed();
  return site;
}

export function pageNotAllowed(): CoreError {
  return new CoreError('forbidden', 'The widget of this site may not stand on this page.', { key: 'page-not-allowed' });
}

/** Him as a contact; null: nobody knows him by this name (yet, or not any more). */
export async function knownContact({ change, reader }: Pick<VisitorCall<unknown, unknown>, 'change' | 'reader'>, source: FromOutside): Promise<number | null> {
  return change((tx) => requireSource(tx, reader, source)).then(({ contactId }) => contactId, (error: unknown) => {
    if (error instanceof CoreError && error.code === 'not-found') return null;
    throw error;
  });
}

export const Nothing = Type.Object({}, { additionalProperties: false });
