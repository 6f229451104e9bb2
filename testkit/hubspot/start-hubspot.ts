import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newRecords, type Records, type StandInObject, type StandInRecord } from './records.ts';
import { answerTo, type Ask } from './routes.ts';

/** cut: the connection ends before anything is done; cut-after: it was done, and nobody is told. */
export type Reaction = 'answer' | 'cut' | 'cut-after' | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface Hubspot {
  readonly url: string;
  readonly records: Records;
  readonly asked: { readonly method: string; readonly path: string; readonly json: unknown }[];
  /** What was refused because it is not documented. */
  readonly violations: string[];
  readonly token: string;
  /** For who signs in by OAuth: the refresh token that counts now, and access tokens that do. */
  readonly oauth: { clientId: string; clientSecret: string; refreshToken: string; readonly access: Map<string, number>; rotates: boolean };
  isRevoked: boolean;
  behave(reaction: (n: number, ask: { method: string; path: string }) => Reaction): void;
  beforeAnswer(hook: ((n: number, path: string) => void) | null): void;
  put(object: StandInObject, id: string, properties: Record<string, string>, modifiedMs?: number): StandInRecord;
  link(dealId: string, ...contactIds: string[]): void;
  archive(object: StandInObject, id: string): void;
  /** The second is gone, and its addresses, deals and contacts are the first's. */
  merge(object: StandInObject, into: string, from: string): void;
  /** A list, exactly these contacts in it. */
  list(id: string, name: string, contactIds: readonly string[], objectTypeId?: string): void;
  /** Deletes a contact for privacy: it is in no list any more, not even of the archived ones. */
  deleteForPrivacy(id: string): void;
  /** A call as HubSpot makes it: a list of events, signed by the app's client secret (/docs/api/webhooks, /docs/apps/developer-platform/build-apps/authentication/request-validation). `uri`: what it was told to call. */
  callAbout(uri: string, events: readonly { readonly subscriptionType: string; readonly objectId: number; readonly portalId?: number; readonly objectTypeId?: string }[], clientSecret: string): { headers: Record<string, string>; payload: string };
  close(): Promise<void>;
}

export async function startHubspot({ nowMs }: { nowMs: () => number }): Promise<Hubspot> {
  const records = newRecords();
  const asked: Hubspot['asked'] = [];
  const violations: string[] = [];
  let reaction: (n: number, ask: { method: string; path: string }) => Reaction = () => 'answer';
  let hook: ((n: number, path: string) => void) | null = null;
  let count = 0;
  const oauth: Hubspot['oauth'] = { clientId: 'client-1', clientSecret: 'secret-1', refreshToken: 'refresh-1', access: new Map(), rotates: true };

  const server = createServer((request, response) => {
    void (async () => {
      const text = await bodyOf(request);
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const ask: Ask = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, text };
      const n = count;
      count += 1;
      asked.push({ method: ask.method, path: ask.path, json: jsonOf(text) });
      const how = reaction(n, ask);
      if (how === 'cut') return request.socket.destroy();
      if (typeof how === 'object') return write(response, how.status, how.body ?? '{"status":"error","message":"scripted"}', how.headers);
      hook?.(n, ask.path);
      const answer = answerTo(ask, { records, nowMs, token: hubspot.isRevoked ? null : hubspot.token, oauth, violations });
      if (how === 'cut-after') return request.socket.destroy();
      return write(response, answer.status, answer.body === null ? '' : JSON.stringify(answer.body));
    })();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });

  const hubspot: Hubspot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, records, asked, violations, token: 'pat-na1-00000000-1111-2222-3333-444444444444', oauth, isRevoked: false,
    behave: (next) => {
      reaction = next;
      count = 0;
    },
    beforeAnswer: (next) => { hook = next; },
    put: (object, id, properties, modifiedMs = nowMs()) => {
      const before = records[object].get(id);
      const record: StandInRecord = { id, properties: { ...before?.properties, ...properties }, createdMs: before?.createdMs ?? nowMs(), modifiedMs, archivedMs: null };
      records[object].set(id, record);
      return record;
    },
    link: (dealId, ...contactIds) => {
      records.links.set(dealId, new Set([...records.links.get(dealId) ?? [], ...contactIds]));
      records.deals.get(dealId)!.modifiedMs = nowMs();
    },
    archive: (object, id) => {
      records[object].get(id)!.archivedMs = nowMs();
      if (object === 'contacts') for (const ids of records.links.values()) ids.delete(id);
    },
    merge: (object, into, from) => {
      const [winner, loser] = [records[object].get(into)!, records[object].get(from)!];
      const join = (...lists: (string | undefined)[]) => lists.filter(Boolean).join(';');
      if (object === 'contacts') winner.properties['hs_additional_emails'] = join(winner.properties['hs_additional_emails'], loser.properties['email'], loser.properties['hs_additional_emails']);
      winner.properties['hs_merged_object_ids'] = join(winner.properties['hs_merged_object_ids'], from);
      winner.modifiedMs = nowMs();
      records[object].delete(from);
      if (object === 'contacts') for (const ids of records.links.values()) {
        if (ids.delete(from)) ids.add(into);
      } else {
        records.links.set(into, new Set([...records.links.get(into) ?? [], ...records.links.get(from) ?? []]));
        records.links.delete(from);
      }
    },
    list: (id, name, contactIds, objectTypeId = '0-1') => {
      const before = records.lists.get(id);
      const members = new Set(contactIds);
      const [hasNew, hasGone] = [contactIds.some((one) => !before?.members.has(one)), [...before?.members ?? []].some((one) => !members.has(one))];
      records.lists.set(id, { id, name, objectTypeId, members, addedMs: hasNew ? nowMs() : before?.addedMs ?? nowMs(), removedMs: hasGone ? nowMs() : before?.removedMs ?? null });
    },
    deleteForPrivacy: (id) => {
      records.contacts.delete(id);
      for (const ids of records.links.values()) ids.delete(id);
    },
    callAbout: (uri, events, clientSecret) => {
      const payload = JSON.stringify(events.map((event, n) => ({ eventId: 100 + n, subscriptionId: 12345, portalId: 1234567, appId: 54321, occurredAt: nowMs(), attemptNumber: 0, changeSource: 'CRM', changeFlag: 'DELETED', ...event })));
      const timestamp = String(nowMs());
      const signature = createHmac('sha256', clientSecret).update(`POST${uri}${payload}${timestamp}`).digest('base64');
      return { payload, headers: { 'content-type': 'application/json', 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp } };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
  return hubspot;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers }).end(body);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
