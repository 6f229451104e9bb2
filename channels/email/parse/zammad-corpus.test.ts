import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { corpus, corpusFiles } from './corpora-for-tests.ts';
import { parseMail } from './parse-mail.ts';
import { readSimpleYaml } from './read-simple-yaml-for-tests.ts';

/** Where we give another answer on purpose. A difference that is not listed fails, and so does a listed one that is gone. */
const accepted: Record<string, string> = {
  'mail015.box body': 'the mail has attachments only; Zammad writes a placeholder',
  'mail028.box body': 'the mail has attachments only; Zammad writes a placeholder',
  'mail086.box body': 'the mail has attachments only; Zammad writes a placeholder',
  'mail087.box body': 'Zammad takes text that follows a file for a second file; we show it',
  'mail018.box subject': 'we decode UTF-7, as declared',
  'mail044.box from_email': 'the dot at the end of a domain is no part of the mailbox',
  'mail076.box from_email': 'From is a quoted phrase and half an address: whose it is cannot be told',
  'mail087.box from_email': 'two words are no address; the second one is',
  'mail087.box from_display_name': 'two words are no address; the second one is',
};

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Quotes around names and brackets around bare addresses do not matter. */
function looseAddresses(text: string): string {
  return squeeze(text.replace(/["']/g, '').replace(/(^|, )<([^<>]+)>/g, '$1$2'));
}

const { path, skip } = corpus('zammad');

test('zammad: sender, subject, recipients and plain bodies are as expected, but for the listed differences', { skip }, () => {
  const differences = new Set<string>();
  let compared = 0;
  for (const { name, bytes } of corpusFiles(path)) {
    const ymlPath = join(path, name.replace(/\.box$/, '.yml'));
    if (!name.endsWith('.box') || !existsSync(ymlPath)) continue;
    const expected = readSimpleYaml(readFileSync(ymlPath, 'utf8'));
    const mail = parseMail(bytes);
    compared++;
    const header = (wanted: string): string => mail.headers.filter(([field]) => field === wanted).map(([, value]) => value).join(', ');
    const compare = (what: string, ours: string, theirs: string | undefined): void => {
      if (theirs !== undefined && squeeze(ours) !== squeeze(theirs)) differences.add(`${name} ${what}`);
    };
    if (expected.has('from_email')) compare('from_email', mail.trueSender.address.toLowerCase(), expected.get('from_email')?.toLowerCase());
    if (mail.from.address !== '') compare('from_display_name', mail.trueSender.name, expected.get('from_display_name') ?? '');
    compare('subject', mail.subject, expected.get('subject') ?? '');
    if (expected.has('to')) compare('to', looseAddresses(header('to')), looseAddresses(expected.get('to') ?? ''));
    if (expected.has('cc')) compare('cc', looseAddresses(header('cc')), looseAddresses(expected.get('cc') ?? ''));
    if (expected.get('content_type') === 'text/plain') compare('body', mail.text, expected.get('body'));
  }
  assert.equal(compared, 42);
  assert.deepEqual([...differences].sort(), Object.keys(accepted).sort());
});
