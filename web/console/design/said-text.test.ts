import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailSentences, sayOfMail } from '#core/channels/index.ts';
import { Said } from '#dialects/native/schemas/channels.ts';
import { english } from '../texts/english.ts';
import { german } from '../texts/german.ts';
import { mailSentencesGerman } from '../texts/mail-sentences-german.ts';
import { saidText } from './said-text.ts';

test('what is said of mail servers is German by its keys, English in the server\'s words, and a stranger\'s words stay as they are', () => {
  const refused = sayOfMail('sign-in-refused-saying', { said: 'no {said}' });
  const both = [refused, sayOfMail('check-port', { tls: 993, starttls: 143 })];
  assert.equal(saidText(both, 'English', german.mailSentences), 'Der Server lehnt die Anmeldung ab; er sagt: no {said}. Stimmt das Passwort? Viele Anbieter verlangen ein App-Passwort oder OAuth. Prüfen Sie Name und Port: üblich sind 993 (TLS) und 143 (STARTTLS). Vielleicht ist eine Firewall dazwischen.');
  assert.equal(saidText(both, 'English', english.mailSentences), 'English');
  for (const none of [null, undefined, []]) assert.equal(saidText(none, '454 nicht jetzt', german.mailSentences), '454 nicht jetzt');
  assert.equal(saidText([refused, { key: 'from-a-newer-server', values: {} }], 'English', german.mailSentences), 'English', 'never half of it');
});

test('an answer of the API has room for every gap', () => {
  const known = new Set(Object.keys(Said.properties.values.properties));
  for (const text of Object.values(mailSentences)) for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g)) assert.ok(known.has(name), name);
});

test('each sentence has the same gaps in both languages', () => {
  const gaps = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted();
  for (const [key, text] of Object.entries(mailSentences)) assert.deepEqual(gaps(mailSentencesGerman[key as keyof typeof mailSentences]), gaps(text), key);
});
