import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedMail } from '../judged-mail.ts';
import { detectAutomaticMail } from './detect-automatic-mail.ts';

function mail(headers: Record<string, string>, rest: Partial<JudgedMail> = {}): JudgedMail {
  const from = { name: 'Bo', address: 'bo@customer.example' };
  return { headers: Object.entries(headers), subject: headers['subject'] ?? null, from, text: 'Hello', html: null, attachments: [], ...rest };
}

const report = (mediaType: string, text: string) => [{ mediaType, content: new TextEncoder().encode(text) }];
const kindOf = (judged: JudgedMail) => detectAutomaticMail(judged).kind;

test('Auto-Submitted decides, except for the value no', () => {
  assert.equal(kindOf(mail({ 'auto-submitted': 'no' })), null);
  assert.equal(kindOf(mail({ 'auto-submitted': 'auto-replied (rejected)' })), 'auto-reply');
  assert.equal(kindOf(mail({ 'auto-submitted': 'auto-generated; owner-email="x@y.example"' })), 'auto-generated');
  assert.equal(kindOf(mail({ 'auto-submitted': 'auto-replied', subject: 'Abwesenheit bis Montag' })), 'vacation');
});

test('a mail of a person on a list, by Exchange or from a noreply address is not automatic', () => {
  assert.equal(kindOf(mail({ precedence: 'bulk', 'list-id': '<l.example>' })), null);
  assert.equal(kindOf(mail({ 'x-auto-response-suppress': 'DR, OOF, AutoReply', subject: 'Urlaub im August' })), null);
  assert.equal(kindOf(mail({ subject: 'New enquiry' }, { from: { name: '', address: 'noreply@form.example' } })), null);
});

test('a customer who asks about bounces or forwards one is not a bounce', () => {
  const text = 'Hi, I get this: This is the mail system at host mx.example. 550 user unknown';
  assert.equal(kindOf(mail({ subject: 'Undelivered Mail Returned to Sender' }, { text })), null);
  assert.equal(kindOf(mail({ subject: 'Fwd: Delivery Status Notification (Failure)' }, { text })), null);
  assert.equal(kindOf(mail({ 'content-type': 'multipart/mixed' }, { attachments: report('message/delivery-status', 'Action: failed') })), null);
});

test('reports are told apart by their parts', () => {
  const whole = { 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' };
  assert.equal(kindOf(mail(whole, { attachments: report('message/delivery-status', 'Reporting-MTA: dns; m\n\nAction: failed') })), 'bounce');
  assert.equal(kindOf(mail(whole, { attachments: report('message/delivery-status', 'Reporting-MTA: dns; m\n\nAction: delayed') })), 'delivery-report');
  assert.equal(kindOf(mail({ 'content-type': 'multipart/report; report-type=feedback-report' })), 'feedback');
  assert.equal(kindOf(mail({ 'content-type': 'multipart/report; report-type="disposition-notification"' })), 'delivery-report');
});

test('Exchange absence notes need their subject as well as a header', () => {
  assert.equal(kindOf(mail({ 'x-auto-response-suppress': 'All', subject: 'Automatic reply: Order 7' })), 'vacation');
  assert.equal(kindOf(mail({ subject: 'Automatic reply: Order 7' })), null);
});

test('daemons, null senders, list robots and answering machines are named with their evidence', () => {
  const daemon = detectAutomaticMail(mail({ from: 'MAILER-DAEMON' }, { from: null }));
  assert.deepEqual(daemon, { isAutomatic: true, kind: 'bounce', evidence: ['mailer-daemon'] });
  assert.equal(kindOf(mail({ 'return-path': '<>', 'in-reply-to': '<a@b>' })), 'auto-reply');
  assert.equal(kindOf(mail({ 'x-list-administrivia': 'yes' })), 'list-robot');
  assert.deepEqual(detectAutomaticMail(mail({ 'x-autoreply': 'yes' })).evidence, ['x-autoreply']);
  assert.equal(kindOf(mail({ precedence: 'auto_reply' })), 'auto-reply');
});
