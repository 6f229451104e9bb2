import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolveParty, type PartyType } from './resolve-party.ts';
import type { Party } from './log-filter.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';

let log: SeededLog;
before(async () => { log = await openSeededLog({ seed: 12, conversations: 5 }); });
after(() => log.close());

const ada: Party = { kind: 'agents', agentIds: [1], addressIds: [1, 2] };
const front: Party = { kind: 'agents', agentIds: [1, 2, 3], addressIds: [1, 2, 3, 4] };
const help: Party = { kind: 'agents', agentIds: [2, 3], addressIds: [6, 7, 3, 4], channelIds: [1] };
const gold: Party = { kind: 'contacts', addressIds: [10], domains: ['kite.example'] };

const cases: readonly (readonly [string, PartyType, Party | null])[] = [
  ['whatever', 'internal', { kind: 'internal' }],
  ['whatever', 'anybody', { kind: 'anybody' }],
  ['whatever', 'lead-source', null],
  ['ada', 'agent', ada],
  ['Ada.Private@Elsewhere.example', 'agent', ada],
  ['1', 'agent', ada],
  ['99', 'agent', null],
  ['support@desk.example', 'agent', { kind: 'agents', agentIds: [], addressIds: [6, 7] }],
  ['bo@acme.example', 'agent', null],
  ['FRONT', 'team', front],
  ['Night', 'team', { kind: 'agents', agentIds: [3], addressIds: [4] }],
  ['Empty', 'team', { kind: 'agents', agentIds: [], addressIds: [] }],
  ['Ada', 'team', null],
  ['Help', 'shared-mailbox', help],
  ['support@desk.example', 'shared-mailbox', help],
  ['Front', 'shared-mailbox', null],
  ['bo@acme.example', 'contact', { kind: 'contacts', addressIds: [10], domains: [] }],
  ['Acme.example', 'contact', { kind: 'contacts', addressIds: [], domains: ['acme.example'] }],
  ['@acme.example', 'contact', { kind: 'contacts', addressIds: [], domains: ['acme.example'] }],
  ['never@seen.example', 'contact', null],
  ['seen.example', 'contact', null],
  ['', 'contact', null],
  ['gold', 'contact-group', gold],
  ['silver', 'contact-group', null],
  ['ada@desk.example', null, ada],
  ['help@desk.example', null, help],
  ['bo@acme.example', null, { kind: 'contacts', addressIds: [10], domains: [] }],
  ['never@seen.example', null, null],
  ['Desk & Co', null, { kind: 'internal' }],
  ['branch.example', null, { kind: 'internal' }],
  ['acme.example', null, { kind: 'contacts', addressIds: [], domains: ['acme.example'] }],
  ['Ada', null, ada],
  ['Front', null, front],
  ['Talk', null, { kind: 'agents', agentIds: [], addressIds: [8], channelIds: [2] }],
  ['Gold', null, gold],
  ['nobody at all', null, null],
];

for (const [name, type, expected] of cases) {
  test(`"${name}" as ${type ?? 'a guess'} is ${JSON.stringify(expected)}`, async () => {
    assert.deepEqual(await log.read((tx) => resolveParty(tx, name, type)), expected);
  });
}
