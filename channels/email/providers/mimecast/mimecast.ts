import { sayOfMail, type MailUser, type MailUsers } from '#core/channels/index.ts';
import { MailboxError } from '../../imap/mailbox-error.ts';
import { defaultParseLimits } from '../../parse/parse-limits.ts';
import { CursorGone, type ChangesPage, type DirectoryKey, type MailboxKey, type MailProvider, type RemoteMail, type RemoteMailbox } from '../mail-provider.ts';
import { isMap, mapsOf, parseMap, textOf, type JsonMap } from '../read-json.ts';
import type { ServiceClient } from '../service-client.ts';
import { askMimecast, keysOf, nonsense, readMimecast, service, statusOf } from './mimecast-call.ts';
import { readMark, roundOf, writeMark } from './mimecast-mark.ts';
import { signInToMimecast } from './mimecast-sign-in.ts';

const usersMax = 5_000;
const domainsMax = 50;

/**
 * Mimecast's archive by API 1.0, as somebody of the company who may read all mailboxes (rights Archive | Search | Read, Archive | Search Content View, Directories | Internal | Read).
 * Directory: `url` of the region, `appId`, `userName` who signed in; the secret is JSON with `appKey`, `accessKey`, `secretKey`.
 */
export const mimecast: MailProvider = {
  protocol: 'mimecast', open: openMailbox, findUsers, signIn: signInToMimecast,
  applicationOf: ({ settings, secret }) => {
    const [id, key] = [settings['appId'], parseMap(secret)?.['appKey']];
    return id !== undefined && typeof key === 'string' ? { id, key } : null;
  },
};

function openMailbox(client: ServiceClient, { access, directory, since }: MailboxKey): RemoteMailbox {
  if (directory === null) throw new MailboxError('sign-in', sayOfMail('service-no-directory', { service }));
  const keys = keysOf(directory);
  const mailbox = access.remoteUser;
  return {
    folders: [{ name: 'INBOX', role: 'inbox' }, { name: 'SENT', role: 'sent' }],

    // integrations.mimecast.com/documentation/endpoint-reference/archive/get-message-list
    async changes(view, cursor) {
      const round = roundOf(cursor === null ? null : readMark(cursor), since, client.nowMs());
      const answer = await askMimecast(client, keys, '/api/archive/get-message-list', { data: [{ view, mailbox, start: dateText(round.start) }], pageToken: round.pageToken });
      // What a page token gets that has ended is not documented: whatever is wrong with the request then, the list is begun anew.
      if (round.pageToken !== null && statusOf(answer) === 400) throw new CursorGone();
      const page = readMimecast(answer);
      if (!Array.isArray(page['data'])) throw nonsense();
      const next = nextOf(page);
      return { mails: mapsOf(page['data']).flatMap((item) => mailOf(item, view)), cursor: writeMark({ ...round, pageToken: next }), isComplete: next === null } satisfies ChangesPage;
    },

    // integrations.mimecast.com/documentation/endpoint-reference/archive/get-message-part. RECEIVED: as it came, without the links that policies rewrite.
    async fetch(id) {
      const answer = await askMimecast(client, keys, '/api/archive/get-message-part', { data: [{ mailbox, context: 'RECEIVED', id, type: 'RFC822' }], bodyBytesMax: defaultParseLimits.rawBytesMax });
      const isFailure = answer.status !== 200 || String(answer.headers['content-type'] ?? '').includes('json');
      if (isFailure && statusOf(answer) === 404) return null;
      if (isFailure) {
        readMimecast(answer);
        throw nonsense();
      }
      return { raw: answer.body, isWhole: !answer.isCut };
    },
  };
}

/** `smash` is what identifies a message; of ids it is not said that they are the same in the next list. */
function mailOf(item: JsonMap, view: string): RemoteMail[] {
  const [id, smash] = [textOf(item['id']), textOf(item['smash'])];
  if (id === null || item['expired'] === true) return [];
  const ms = Date.parse(textOf(item['received']) ?? '');
  return [{ id, ...(smash !== null && { key: `${view}:${smash}` }), receivedAt: Number.isNaN(ms) ? null : new Date(ms).toISOString(), flags: [] }];
}

function nextOf({ meta }: JsonMap): string | null {
  return isMap(meta) && isMap(meta['pagination']) ? textOf(meta['pagination']['next']) : null;
}

/** As the vendor writes instants: 2015-11-16T14:49:18+0000. */
function dateText(instant: string): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, '+0000');
}

/**
 * integrations.mimecast.com/documentation/endpoint-reference/domain/get-internal-domain, then .../user/get-internal-users of each. The service has neither names nor a search: addresses are looked through here.
 */
async function findUsers(client: ServiceClient, directory: DirectoryKey, search: string | null): Promise<MailUsers> {
  const keys = keysOf(directory);
  const begin = search?.toLowerCase() ?? '';
  const users = new Map<string, MailUser>();
  const domains = mapsOf(readMimecast(await askMimecast(client, keys, '/api/domain/get-internal-domain', { data: [] }))['data']).flatMap(({ domain }) => textOf(domain) ?? []);
  let looked = 0;
  for (const domain of domains.slice(0, domainsMax)) {
    looked += 1;
    const [page] = mapsOf(readMimecast(await askMimecast(client, keys, '/api/user/get-internal-users', { data: [{ domain }] }))['data']);
    for (const user of mapsOf(page?.['users'])) {
      const address = textOf(user['emailAddress'])?.toLowerCase();
      if (address !== undefined && user['alias'] !== true && address.startsWith(begin)) users.set(address, { id: address, name: address, address, userName: address });
    }
    if (users.size >= usersMax) break;
  }
  return { users: [...users.values()].slice(0, usersMax), isCut: users.size > usersMax || looked < domains.length };
}
