import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeMail, meetsRules, type FilteredMail, type MailFilters } from './judge-mail.ts';
import type { FilterField, FilterOperator, NewFilterRule } from './mail-filters.ts';

const party = (address: string) => ({ address, domain: address.slice(address.lastIndexOf('@') + 1), isOurs: address.endsWith('@desk.test') });
const mail = (from: string, to: string[], more: { cc?: string[]; subject?: string; labels?: string[] } = {}): FilteredMail => ({
  sender: party(from), subject: more.subject ?? 'Hello', labels: more.labels ?? [],
  recipients: [...to.map((address) => ({ ...party(address), role: 'to' as const })), ...(more.cc ?? []).map((address) => ({ ...party(address), role: 'cc' as const }))],
});
const filters = ({ domains = [], addresses = [], listedOnly = false, groups = [] }: { domains?: string[]; addresses?: string[]; listedOnly?: boolean; groups?: MailFilters['groups'] }): MailFilters => ({
  countsListedOnly: listedOnly, groups, domains: new Map(domains.map((value, at) => [value, at + 1])), addresses: new Map(addresses.map((value, at) => [value, at + 101])),
});
const rule = (field: FilterField, operator: FilterOperator, value: string, joinedBy: 'and' | 'or' = 'and'): NewFilterRule => ({ field, operator, value, joinedBy });
const bo = mail('bo@home.test', ['help@desk.test']);

test('a blocked sender is left out, and so is what we wrote to nobody but the blocked', () => {
  const spam = filters({ domains: ['spam.test'], addresses: ['bo@home.test'] });
  assert.deepEqual(judgeMail(spam, bo), { because: 'address', entryId: 101 });
  assert.deepEqual(judgeMail(spam, mail('x@spam.test', ['help@desk.test'])), { because: 'domain', entryId: 1 });
  assert.deepEqual(judgeMail(spam, mail('help@desk.test', ['x@spam.test'])), { because: 'domain', entryId: 1 });
  assert.equal(judgeMail(spam, mail('help@desk.test', ['x@spam.test', 'cy@home.test'])), null, 'somebody else got it, too');
  assert.equal(judgeMail(spam, mail('cy@home.test', ['help@desk.test'], { cc: ['x@spam.test'] })), null, 'a blocked address in Cc takes nothing from others');
  assert.equal(judgeMail(spam, mail('ada@desk.test', ['help@desk.test'])), null, 'among ourselves');
});

test('domains are exact, `*.` means those below, and letters beyond ASCII are compared in their ASCII form; a plus tag is another address', () => {
  const some = filters({ domains: ['spam.test', '*.news.test', 'xn--mller-kva.test'], addresses: ['bo@home.test'] });
  const from = (address: string) => judgeMail(some, mail(address, ['help@desk.test']))?.because ?? null;
  for (const [address, because] of [
    ['a@spam.test', 'domain'], ['a@mail.spam.test', null], ['a@notspam.test', null], ['a@news.test', null], ['a@x.news.test', 'domain'], ['a@x.y.news.test', 'domain'],
    ['a@müller.test', 'domain'], ['a@MÜLLER.test', 'domain'], ['BO@home.test', 'address'], ['bo+tag@home.test', null], ['broken', null], ['', null], [`a@${'x.'.repeat(50_000)}news.test`, null],
  ] as const) assert.equal(from(address), because, address);
});

test('with listed domains only, mail counts where one outside party is of a listed one; a blocked address stays blocked', () => {
  const listed = filters({ domains: ['home.test'], addresses: ['cy@home.test'], listedOnly: true });
  assert.equal(judgeMail(listed, bo), null);
  assert.deepEqual(judgeMail(listed, mail('x@else.test', ['help@desk.test'])), { because: 'not-listed' });
  assert.deepEqual(judgeMail(listed, mail('help@desk.test', ['x@else.test'])), { because: 'not-listed' });
  assert.equal(judgeMail(listed, mail('help@desk.test', ['x@else.test', 'bo@home.test'])), null);
  assert.equal(judgeMail(listed, mail('ada@desk.test', ['help@desk.test'])), null, 'among ourselves there is no outside');
  assert.deepEqual(judgeMail(listed, mail('cy@home.test', ['help@desk.test'])), { because: 'address', entryId: 101 });
  assert.deepEqual(judgeMail(filters({ listedOnly: true }), bo), { because: 'not-listed' }, 'an empty list lists nobody');
});

test('the eight operators, each with its negation, over every field', () => {
  const table: readonly (readonly [FilterOperator, string, boolean])[] = [
    ['contains', 'oice', true], ['contains', 'offer', false], ['does-not-contain', 'oice', false], ['does-not-contain', 'offer', true],
    ['equals', 'invoice 7', true], ['equals', 'invoice', false], ['does-not-equal', 'invoice 7', false], ['does-not-equal', 'invoice', true],
    ['begins-with', 'inv', true], ['begins-with', 'oice', false], ['does-not-begin-with', 'inv', false], ['does-not-begin-with', 'oice', true],
    ['ends-with', 'e 7', true], ['ends-with', 'inv', false], ['does-not-end-with', 'e 7', false], ['does-not-end-with', 'inv', true],
  ];
  for (const [operator, value, isMet] of table) {
    assert.equal(meetsRules([rule('subject', operator, value)], mail('bo@home.test', ['help@desk.test'], { subject: 'Invoice 7' })), isMet, `${operator} "${value}"`);
  }
  const many = mail('bo@home.test', ['help@desk.test', 'sales@desk.test'], { cc: ['cy@home.test'], labels: ['Größe', 'VIP'] });
  for (const [field, operator, value, isMet] of [
    ['from', 'ends-with', '@HOME.test', true], ['to', 'begins-with', 'sales', true], ['to', 'does-not-begin-with', 'sales', false], ['to', 'equals', 'cy@home.test', false],
    ['cc', 'equals', 'cy@home.test', true], ['cc', 'does-not-contain', 'cy', false], ['label', 'equals', 'GROSSE', true], ['label', 'equals', 'gross', false], ['label', 'equals', 'große', true], ['label', 'does-not-equal', 'vip', false],
  ] as const) assert.equal(meetsRules([rule(field, operator, value)], many), isMet, `${field} ${operator} ${value}`);
  const bare = mail('bo@home.test', ['help@desk.test']);
  assert.equal(meetsRules([rule('cc', 'contains', 'x')], bare), false, 'nobody in Cc contains nothing');
  assert.equal(meetsRules([rule('cc', 'does-not-contain', 'x')], bare), true);
});

test('`or` begins another alternative, every active group has to be met, a group that is off or empty takes nothing away', () => {
  const has = (value: string, joinedBy: 'and' | 'or' = 'and') => rule('subject', 'contains', value, joinedBy);
  const titled = (subject: string) => mail('bo@home.test', ['help@desk.test'], { subject });
  for (const [subject, isMet] of [['a b', true], ['c', true], ['a', false], ['b', false], ['a c', true], ['', false]] as const) {
    assert.equal(meetsRules([has('a', 'or'), has('b'), has('c', 'or')], titled(subject)), isMet, subject);
  }
  const group = (id: number, isActive: boolean, ...rules: NewFilterRule[]) => ({ id, isActive, rules });
  assert.deepEqual(judgeMail(filters({ groups: [group(1, true, has('a')), group(2, true, has('b'))] }), titled('a')), { because: 'group', groupId: 2 });
  assert.equal(judgeMail(filters({ groups: [group(1, false, has('z')), group(2, true)] }), titled('a')), null);
});
