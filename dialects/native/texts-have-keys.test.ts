import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/**
 * Every text of the server's own that an answer carries to a page has a key beside it, by which the page says it in another language. Found by name, in
 * the golden document, which is what the server serves.
 */
const names: ReadonlySet<string> = new Set(['problem', 'advice', 'lastError', 'detail', 'text', 'error', 'reason', 'message', 'hint', 'warning', 'explanation']);

/** Texts that are not the server's, as `operation property`, each with whose they are. One that no answer has any more fails. */
const others: Readonly<Record<string, string>> = {
  'conversations.timeline text': 'what people wrote', 'conversations.timeline detail': 'the words of the mail server of a recipient', 'outbox.list detail': 'the same',
  'drafts.get text': 'what somebody began to write', 'newMailDraft.get text': 'the same', 'outbox.cancel text': 'the same', 'search text': 'a piece of what people wrote',
  'channels.settings text': 'a signature or a reply that somebody wrote', 'channels.changeSettings text': 'the same', 'invitations.list problem': 'the words of a mail server, or no-server', 'invitations.create problem': 'the same',
  'calls.control text': 'what is said to a caller, as somebody wrote it', 'chats.control text': 'the same', 'queues.list text': 'an announcement that somebody wrote', 'queues.create text': 'the same', 'queues.get text': 'the same',
  'queues.change text': 'the same', 'queues.preview text': 'the same', 'queues.restore text': 'the same', 'queues.setAssignments text': 'the same', 'queues.setSkills text': 'the same',
  'webhooks.test lastError': 'what the receiver or the network said', 'webhooks.test error': 'the same', 'webhooks.deliveries.list lastError': 'the same', 'webhooks.deliveries.get lastError': 'the same', 'webhooks.deliveries.get error': 'the same',
  'conversations.draftAnswer text': 'what a program drafted', 'articles.search text': 'a piece of what people wrote', 'articles.preview text': 'a heading that somebody wrote',
  'sites.create message': 'what a site says, as somebody wrote it', 'sites.create text': 'the same', 'sites.get message': 'the same', 'sites.get text': 'the same', 'sites.change message': 'the same', 'sites.change text': 'the same',
  'rules.list text': 'a message that somebody wrote into a rule', 'rules.create text': 'the same', 'rules.order text': 'the same', 'rules.dryRun text': 'the same', 'rules.get text': 'the same', 'rules.change text': 'the same',
  'macros.list text': 'the same of a macro', 'macros.create text': 'the same', 'macros.change text': 'the same', 'cannedResponses.fill text': 'a canned response that somebody wrote',
  'reportSchedules.run problem': 'the words of a mail server, or a word that the page knows', 'reportRuns.list problem': 'the same', 'reportRuns.create problem': 'the same', 'reportRuns.get problem': 'the same',
};

interface Schema { readonly type?: string; readonly enum?: unknown; readonly anyOf?: readonly Schema[]; readonly properties?: Readonly<Record<string, Schema>> }
interface Document { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string; readonly responses: Readonly<Record<string, { readonly content?: unknown }>> }>>>> }

const isText = ({ type, enum: words, anyOf }: Schema): boolean => (type === 'string' && words === undefined) || (anyOf?.some(isText) ?? false);

/** `operation property` of every text in an answer of 2xx that has no key beside it. */
function keyless({ paths }: Document): Set<string> {
  const found = new Set<string>();
  const look = (part: unknown, operation: string): void => {
    if (typeof part !== 'object' || part === null) return;
    const { properties } = part as Schema;
    if (properties !== undefined && typeof properties === 'object') {
      for (const [name, schema] of Object.entries(properties)) {
        const hasKey = [`${name}Said`, `${name}Key`, 'said', 'key', 'code'].some((sibling) => sibling in properties);
        if (names.has(name) && isText(schema) && !hasKey) found.add(`${operation} ${name}`);
      }
    }
    for (const inner of Object.values(part)) look(inner, operation);
  };
  for (const { operationId, responses } of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    for (const [status, { content }] of Object.entries(responses)) if (status.startsWith('2')) look(content, operationId);
  }
  return found;
}

test('no answer carries a text of the server\'s own that has no key beside it', () => {
  const found = keyless(JSON.parse(readFileSync(new URL('./golden-openapi.json', import.meta.url), 'utf8')) as Document);
  assert.deepEqual([...found].filter((place) => !(place in others)), [], 'give it a key (mailSentences, problemKeys or a code), or say in `others` whose words they are');
  assert.deepEqual(Object.keys(others).filter((place) => !found.has(place)), [], 'an exception that nothing needs');
});

test('a text without a key is found, one beside its key and a word of a fixed list are not', () => {
  const answer = (properties: Readonly<Record<string, Schema>>): Document => ({ paths: { '/x': { get: { operationId: 'x.get', responses: { 200: { content: { 'application/json': { schema: { anyOf: [{ type: 'object', properties }] } } } } } } } } });
  assert.deepEqual([...keyless(answer({ problem: { anyOf: [{ type: 'string' }, { type: 'null' }] } }))], ['x.get problem']);
  assert.deepEqual([...keyless(answer({ problem: { type: 'string' }, problemSaid: { type: 'object' } }))], []);
  assert.deepEqual([...keyless(answer({ reason: { type: 'string', enum: ['a'] }, name: { type: 'string' } }))], []);
});
