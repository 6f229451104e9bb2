import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shareOfDay } from '#testkit/walks/share-of-day.ts';
import type { JudgedMail } from '../judged-mail.ts';
import { parseFields } from '../parse-fields.ts';
import { findCorpus, listFiles, missing, readMbox } from '../testing/corpus.ts';
import { readMail } from '../testing/read-mail.ts';
import { detectAutomaticMail } from './detect-automatic-mail.ts';

const sisimai = findCorpus('sisimai');
const chatwoot = findCorpus('chatwoot');
const usrp = findCorpus('usrp-users');
const raid = findCorpus('linux-raid');

/** Header and undecoded body: what the judge reads of mail of people, at a tenth of the cost of a full parse. */
function readQuickly(raw: string): JudgedMail {
  const split = raw.search(/\n\r?\n/);
  const fields = parseFields(raw.slice(0, split).replaceAll('\r', ''));
  const headers = [...fields].flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const from = fields.get('from')?.[0] ?? '';
  const address = /<([^<>]*)>/.exec(from)?.[1] ?? from;
  return { headers, subject: fields.get('subject')?.[0] ?? null, from: { name: from, address }, text: raw.slice(split, split + 10_000), html: null, attachments: [] };
}

test('at least 99 of 100 bounces, complaints and absence notes are recognised', { skip: sisimai === null && missing('sisimai') }, (t) => {
  const missed: string[] = [];
  let total = 0;
  for (const folder of ['bsd', 'dos', 'mac', 'err']) {
    for (const file of listFiles(`${sisimai}/${folder}`, '.eml')) {
      total += 1;
      const judged = readMail(readFileSync(`${sisimai}/${folder}/${file}`));
      if (!detectAutomaticMail(judged).isAutomatic) missed.push(`${folder}/${file} (${judged.subject})`);
    }
  }
  t.diagnostic(`recognised ${total - missed.length} of ${total}; missed: ${missed.join(', ') || 'none'}`);
  assert.ok(missed.length <= total / 100);
});

test('complaints and absence notes get their own kind', { skip: sisimai === null && missing('sisimai') }, () => {
  const expected = JSON.parse(readFileSync(`${sisimai}/expected.json`, 'utf8')) as Record<string, [string, string, string][]>;
  for (const file of listFiles(`${sisimai}/bsd`, '.eml')) {
    const reason = expected[file]?.[0]?.[2];
    if (reason !== 'feedback' && reason !== 'vacation') continue;
    assert.equal(detectAutomaticMail(readMail(readFileSync(`${sisimai}/bsd/${file}`))).kind, reason, file);
  }
});

test('a mail that only encloses another is not a bounce', { skip: sisimai === null && missing('sisimai') }, () => {
  for (const file of listFiles(`${sisimai}/not`, '.eml')) assert.equal(detectAutomaticMail(readMail(readFileSync(`${sisimai}/not/${file}`))).kind, null);
});

test('help-desk mail: only the bounce and the answering machine are automatic', { skip: chatwoot === null && missing('chatwoot') }, (t) => {
  const found = listFiles(chatwoot ?? '', '.eml').flatMap((file) => {
    const { kind } = detectAutomaticMail(readMail(readFileSync(`${chatwoot}/${file}`)));
    return kind === null ? [] : [`${file}: ${kind}`];
  });
  t.diagnostic(found.join(', '));
  for (const line of found) assert.match(line, /bounced_with_no_from\.eml: bounce|auto_reply\w*\.eml: |non_utf_encoded_mail\.eml: auto-reply/);
});

for (const [name, folder, file, full] of [['usrp-users', usrp, 'usrp-2019-2022.mbox.xz', true], ['linux-raid', raid, 'linux-raid.mbox.xz', false]] as const) {
  test(`hardly any mail of people on ${name} is taken for a robot's`, { skip: folder === null && missing(name) }, async (t) => {
    let flagged = 0;
    const mails = shareOfDay(await readMbox(`${folder}/${file}`), { days: 3, about: 'robots' });
    for (const raw of mails) {
      const quick = readQuickly(raw);
      const judged = full && /report|delivery-status/i.test(raw) ? readMail(Buffer.from(raw, 'latin1')) : quick;
      const { isAutomatic, kind, evidence } = detectAutomaticMail(judged);
      if (!isAutomatic) continue;
      flagged += 1;
      t.diagnostic(`${kind} (${evidence.join(', ')}): ${judged.subject}`);
    }
    t.diagnostic(`${flagged} of ${mails.length} flagged`);
    assert.ok(flagged <= 3);
  });
}
