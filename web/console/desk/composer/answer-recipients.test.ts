import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../api/desk.ts';
import { answerRecipients } from './answer-recipients.ts';

const bo = { name: 'Bo', address: 'bo@customer.example' };
const isOurs = (address: string): boolean => address === 'help@desk.example' || address === 'sales@desk.example';
const mail = (direction: 'incoming' | 'outgoing', ...parties: readonly (readonly [role: string, address: string])[]): Pick<Message, 'direction' | 'parties'> => (
  { direction, parties: parties.map(([role, address]) => ({ role, address, name: '' })) as unknown as Message['parties'] });

test('an answer goes to who wrote, with a copy to everybody else who got the mail, and none to our own channels', () => {
  const came = mail('incoming', ['from', 'bo@customer.example'], ['to', 'help@desk.example'], ['to', 'cy@customer.example'], ['cc', 'sales@desk.example'], ['cc', 'dee@customer.example']);
  assert.deepEqual(answerRecipients(came, bo, isOurs), { to: 'bo@customer.example', cc: 'cy@customer.example, dee@customer.example' });
});

test('Reply-To says where an answer goes, but not where it is one of our own channels', () => {
  assert.deepEqual(answerRecipients(mail('incoming', ['from', 'form@shop.example'], ['reply-to', 'bo@customer.example'], ['to', 'help@desk.example']), bo, isOurs), { to: 'bo@customer.example', cc: '' });
  assert.deepEqual(answerRecipients(mail('incoming', ['from', 'bo@customer.example'], ['reply-to', 'help@desk.example']), bo, isOurs), { to: 'bo@customer.example', cc: '' });
});

test('a further answer after one of ours goes to the same people; where a mail names nobody but us, to the counterpart', () => {
  assert.deepEqual(answerRecipients(mail('outgoing', ['from', 'help@desk.example'], ['to', 'bo@customer.example'], ['cc', 'cy@customer.example']), bo, isOurs), { to: 'bo@customer.example', cc: 'cy@customer.example' });
  assert.deepEqual(answerRecipients(mail('incoming', ['from', 'help@desk.example'], ['to', 'sales@desk.example']), bo, isOurs), { to: 'Bo <bo@customer.example>', cc: '' });
  assert.deepEqual(answerRecipients(null, null, isOurs), { to: '', cc: '' });
});
