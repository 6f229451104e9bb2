import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readMbox } from '../read/read-mbox.ts';
import { corpus, readJsonLines } from './corpora-for-tests.ts';
import { createParsePool } from './create-parse-pool.ts';

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
  test(`${folder}: ids, references, dates and true senders of every mail agree with the index`, { skip }, async () => {
    const index = await readJsonLines<IndexRow>(join(path, `${name}.index.jsonl.xz`));
    const senders = folder === 'usrp-users' ? await readJsonLines<{ id: string; sender: string }>(join(path, `${name}.derived-labels.jsonl.xz`)) : [];
    const senderOf = new Map(senders.map((row) => [bareId(row.id), row.sender]));
    const pool = createParsePool({ timeoutMs: 30_000 });
    const differences: string[] = [];
    let count = 0;
    try {
      for await (const { outcome } of pool.parseAll(readMbox(join(path, `${name}.mbox.xz`)), { sanitize: false })) {
        const row = index[count++];
        if (!outcome.ok || row === undefined) {
          differences.push(`${count}: ${outcome.ok ? 'not in the index' : outcome.code}`);
          continue;
        }
        const { mail } = outcome;
        const compare = (what: string, ours: unknown, theirs: unknown): void => {
          if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push(`${count} ${what}: ${JSON.stringify(ours)} / ${JSON.stringify(theirs)}`);
        };
        compare('message-id', mail.messageId, bareId(row.message_id));
        compare('references', mail.references, [...new Set(row.references.map(bareId))]);
        compare('in-reply-to', mail.inReplyTo, idsOf(row.in_reply_to));
        compare('date', mail.date === null ? null : Date.parse(mail.date), row.date === null ? null : Date.parse(row.date));
        if (senders.length > 0) compare('true sender', mail.trueSender.address.toLowerCase(), senderOf.get(mail.messageId ?? ''));
      }
    } finally {
      await pool.close();
    }
    assert.deepEqual(differences, []);
    assert.equal(count, index.length);
  });
}
