import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCorpus } from '#testkit/corpora/corpus-mails.ts';
import { todaysThreads } from '#testkit/corpora/todays-mails.ts';
import { corpus, readJsonLines } from './corpora-for-tests.ts';

interface IndexRow {
  n: number;
  message_id: string;
  date: string | null;
  in_reply_to: string | null;
  references: string[];
}

/** An id as the index has it, without brackets; blanks left inside an id by folding are no part of it. */
function bareId(text: string): string {
  return text.replace(/\s+/g, '').replace(/^<|>$/g, '');
}

/** The index keeps In-Reply-To as a whole; some mails have the id without brackets. */
function idsOf(value: string | null): string[] {
  if (value === null) return [];
  const bracketed = value.match(/<[^>]*>/g) ?? (/^\S+@\S+$/.test(value.trim()) ? [value.trim()] : []);
  return [...new Set(bracketed.map(bareId))];
}

for (const [folder, name] of [['usrp-users', 'usrp-2019-2022'], ['linux-raid', 'linux-raid']] as const) {
  const { path, skip } = corpus(folder);
  test(`${folder}: ids, references, dates and true senders of mails agree with the index`, { skip }, async () => {
    const wanted = await todaysThreads(join(path, `${name}.mbox.xz`));
    const index = (await readJsonLines<IndexRow>(join(path, `${name}.index.jsonl.xz`))).filter((row) => wanted.has(bareId(row.message_id)));
    const senders = folder === 'usrp-users' ? await readJsonLines<{ id: string; sender: string }>(join(path, `${name}.derived-labels.jsonl.xz`)) : [];
    const senderOf = new Map(senders.map((row) => [bareId(row.id), row.sender]));
    const differences: string[] = [];
    const mails = await readCorpus(join(path, `${name}.mbox.xz`));
    for (const [at, { headers: mail }] of mails.entries()) {
      const row = index[at];
      if (row === undefined) {
        differences.push(`${at + 1}: not in the index`);
        continue;
      }
      const compare = (what: string, ours: unknown, theirs: unknown): void => {
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push(`${at + 1} ${what}: ${JSON.stringify(ours)} / ${JSON.stringify(theirs)}`);
      };
      compare('message-id', mail.messageId, bareId(row.message_id));
      compare('references', mail.references, [...new Set(row.references.map(bareId))]);
      compare('in-reply-to', mail.inReplyTo, idsOf(row.in_reply_to));
      compare('date', mail.date === null ? null : Date.parse(mail.date), row.date === null ? null : Date.parse(row.date));
      if (senders.length > 0) compare('true sender', mail.trueSender.toLowerCase(), senderOf.get(mail.messageId ?? ''));
    }
    assert.deepEqual(differences, []);
    assert.equal(mails.length, index.length);
  });
}
