import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillPlaceholders } from './fill-placeholders.ts';

const values = { contactName: 'Bo van Dam', contactAddress: 'bo@x.example', agentName: 'Ada Byron', channelName: 'Help', subject: 'Broken', conversationId: 7 };

test('placeholders of both forms are filled; what is none, or is not known, stays for the writer to see', () => {
  assert.equal(fillPlaceholders('Dear {contact} / {{contact.first_name}} / {{ Contact.Last_Name }}, #{number} {subject}. {agent}, {{inbox.name}}', values), 'Dear Bo van Dam / Bo / Dam, #7 Broken. Ada Byron, Help');
  assert.equal(fillPlaceholders('{nothing} {{ constructor }} {} {{}} {Contact} { contact }', values), '{nothing} {{ constructor }} {} {{}} {Contact} { contact }');
  assert.equal(fillPlaceholders('Dear {{contact.name}}', { ...values, contactName: '' }), 'Dear {{contact.name}}');
});

test('what a customer calls themselves is text and fills nothing in turn', () => {
  assert.equal(fillPlaceholders('Dear {{contact.name}}', { ...values, contactName: '{{agent.name}}' }), 'Dear {{agent.name}}');
  assert.equal(fillPlaceholders('{contact}', { ...values, contactName: '{agent}' }), '{agent}');
});
