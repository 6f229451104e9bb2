import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { allPermissions, testClock } from '#core/kernel/index.ts';
import { closeServer, createServer, type Operation } from '#http/index.ts';
import { noDatabase } from '#http/testing/no-database.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { cases } from '#testkit/security/cases.ts';
import { timetoreply } from './dialect.ts';
import { core } from './ports.ts';

/**
 * What is shown of every operation, one by one. The shape of the document's example: document-examples.test.ts, whose loops go over the same list. Here: a wrong token, wrong input, and that the tenant matrix
 * asks it with another account's things. The server has no database: whatever got behind the check of its input would be a 500.
 */
const server = createServer({
  database: noDatabase(), clock: testClock('2023-02-02T00:00:00Z'), publicUrl: 'https://portal.timetoreply.com',
  dialects: [{
    ...timetoreply({
      ...core, authenticateToken: async (_database, { secret }) => (secret === 'good' ? { tokenId: 1, accountId: 1, userId: 7, agentId: null, permissions: new Set(allPermissions), userZone: 'UTC', accountZone: 'UTC', variant: null } : null),
    }, noOutside()), limits: [],
  }],
});
const { operations } = timetoreply(undefined, noOutside());
const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;
const urlOf = (path: string, id = '1'): string => path.replaceAll(/\{\w+\}/g, id);

interface Node { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] }
const fieldsOf = (schema: unknown): string[] => Object.keys((schema as Node | undefined)?.properties ?? {});

/** They take nothing: no parameter, no body. */
const takesNothing: ReadonlySet<string> = new Set([
  'GET /api/tools/settings/reply-time-goals', 'GET /api/tools/settings/message-filters/all-thread-filter-data', 'POST /api/tools/settings/message-filters/domains/unblockAll', 'DELETE /api/tools/settings/profile',
  'POST /api/tools/settings/profile/company', 'GET /api/entities/contacts/search-possible-leads', 'GET /api/entities/agents/microsoft/load-bulk-agents', 'GET /api/entities/agents/gmail/load-bulk-agents',
  'GET /api/entities/agents/mimecast/load-bulk-agents', 'POST /api/entities/agents/mimecast/force-sync-agents',
]);

/** Each kind of input made wrong by itself: an id that is no number, a map where a parameter or a field is no map. */
async function wrongly(operation: Operation): Promise<{ what: string; status: number; body: string }[]> {
  const { method, path, schemas } = operation;
  const headers = { authorization: 'Bearer good' };
  const answers: { what: string; status: number; body: string }[] = [];
  const ask = async (what: string, url: string, payload?: object): Promise<void> => {
    const { statusCode, body } = await server.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) });
    answers.push({ what, status: statusCode, body });
  };
  if (path.includes('{')) await ask('id', urlOf(path, 'x'));
  if (fieldsOf(schemas.query).length > 0) await ask('query', `${urlOf(path)}?${fieldsOf(schemas.query).map((name) => `${name}[no][such]=1`).join('&')}`);
  if (schemas.body !== undefined) await ask('body', urlOf(path), Object.fromEntries(fieldsOf(schemas.body).map((name) => [name, { no: { such: 1 } }])));
  return answers;
}

describe('every operation', () => {
  after(() => closeServer(server));

  it('of the document is there', () => {
    const list = new URL('../../../shared/api/operations.tsv', import.meta.url);
    if (!existsSync(list)) return; // the list of the documents lies beside the checkout while we develop
    const wanted = readFileSync(list, 'utf8').split('\n').map((line) => line.split('\t')).filter(([dialect]) => dialect === 'timetoreply').map(([, method, path]) => `${method} ${path}`);
    const bare = (name: string): string => name.replaceAll(/\{\w+\}/g, '{}');
    const ours = new Set(operations.map((operation) => bare(nameOf(operation))));
    assert.equal(wanted.length, 98);
    assert.deepEqual(wanted.filter((name) => !ours.has(bare(name))), []);
  });

  for (const operation of operations) {
    const name = nameOf(operation);

    it(`${name}: without a token, or with a wrong one, is 401 and says nothing else`, async () => {
      for (const authorization of [undefined, 'Bearer wrong', 'Bearer ', 'Basic Z29vZDo=', 'good']) {
        const answer = await server.inject({ method: operation.method as 'GET', url: urlOf(operation.path), ...(authorization !== undefined && { headers: { authorization } }) });
        assert.deepEqual([answer.statusCode, answer.json()], [401, { message: 'Unauthenticated.' }], String(authorization));
      }
    });

    it(`${name}: wrong input is refused by name and gets no further`, async () => {
      const answers = await wrongly(operation);
      assert.equal(answers.length === 0, takesNothing.has(name), 'what takes nothing is listed');
      for (const { what, status, body } of answers) {
        if (what === 'id') assert.ok(status === 404 || status === 422, `${what}: ${status} ${body}`);
        else assert.equal(status, 422, `${what}: ${body}`);
        const { message, errors } = JSON.parse(body) as { message: string; errors?: Record<string, string[]> };
        assert.ok(message !== '' && (status !== 422 || Object.keys(errors ?? {}).length > 0), `${what}: ${body}`);
      }
    });

    it(`${name}: the tenant matrix asks it from another account`, () => {
      const found = cases[`${operation.method} ${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`];
      assert.ok(found, 'has no case');
      assert.ok(found.probes.length > 0 || (found.namesNothing ?? '') !== '', 'names nothing of another account, and does not say why');
    });
  }
});
