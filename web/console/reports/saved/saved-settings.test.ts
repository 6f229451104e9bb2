import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportTypes } from '#core/reports/index.ts';
import type { ReportSearch } from '../report-address.ts';
import { partOfType, searchOf, settingsOf, typeOfPart, type Known } from './saved-settings.ts';

const known: Known = {
  agents: [{ id: 1, name: 'Ada', addresses: ['ada@desk.test'] }, { id: 2, name: 'Bo', addresses: ['bo@desk.test'] }, { id: 3, name: 'bo', addresses: ['bo2@desk.test'] }],
  teams: [{ id: 4, name: 'Sales' }], channels: [{ id: 5, name: 'Help', addresses: ['help@desk.test'] }], groups: [{ id: 6, name: 'Gold' }], sources: [{ id: 7, name: 'Fair' }],
};

test('whatever a page filters by is kept by name and leads back to the same page; of two people with one name the right one', () => {
  const pages: ReportSearch[] = [
    {}, ...['internal', 'agent:1', 'agent:2', 'agent:3', 'team:4', 'channel:5', 'group:6', 'lead-source:7', 'contact:cy@home.test', 'domain:home.test'].map((party) => ({ party, with: party })),
    { exclusive: true, noCc: true, labels: ['a', 'b'], labelsAll: true, types: ['inbound'], statuses: ['closed'], classes: ['reply'], messages: ['outbound'], replies: ['has-replies'], over: 0, closedOver: 60, q: 'x', nudges: 1, touches: 2, touchedFrom: '2026-01-01', touchedTo: '2026-02-01' },
    { dealStages: [3, 1], dealOwners: [2], dealName: 'Roof', dealFrom: 0, dealTo: 9.5 },
  ];
  for (const page of pages) {
    const settings = settingsOf(page, known);
    assert.deepEqual(searchOf({ type: 'overview', settings: { goals: null, ...settings! } }, known), { search: page, isWhole: true }, JSON.stringify(page));
  }
  assert.deepEqual(settingsOf({ party: 'agent:3' }, known)!.filter, { party: { name: 'bo2@desk.test', type: 'agent' } });
});

test('the period and the parts of one page are not kept, somebody unknown keeps nothing', () => {
  assert.deepEqual(settingsOf({ period: '7d', figure: 'close.count', key: 'x', sort: '-close' }, known)!.filter, {});
  assert.equal(settingsOf({ party: 'agent:99' }, known), null);
  assert.deepEqual(settingsOf({ split: 'week' }, known)!.trend, { unit: 'week', periods: 12, showAgents: true });
});

test('what a page cannot show is told, and what was guessed by name is found again', () => {
  const open = (filter: object) => searchOf({ type: 'overview', settings: { filter, goals: null, trend: { unit: 'day', periods: 1, showAgents: false } } }, known);
  assert.deepEqual(open({ noReplyForSeconds: 5, exclusive: true }), { search: { exclusive: true }, isWhole: false });
  assert.deepEqual(open({ party: { name: 'Gone', type: 'team' } }), { search: {}, isWhole: false });
  for (const [name, party] of [['sales', 'team:4'], ['help@desk.test', 'channel:5'], ['cy@home.test', 'contact:cy@home.test'], ['home.test', 'domain:home.test']] as const) assert.deepEqual(open({ party: { name, type: null } }), { search: { party }, isWhole: true });
});

test('every type of report opens on a page that is of that type', () => {
  assert.deepEqual(Object.keys(partOfType).toSorted(), [...reportTypes].toSorted());
  for (const type of reportTypes) assert.equal(typeOfPart[partOfType[type]], type);
});
