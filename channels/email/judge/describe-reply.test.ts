import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeReply } from './describe-reply.ts';
import { findCorpus, missing, readMbox, readRows } from './testing/corpus.ts';
import { readMail } from './testing/read-mail.ts';
import { classifySubject } from './subject/classify-subject.ts';

const usrp = findCorpus('usrp-users');
const facts = { parentSender: 'bo@c.example', ourAddresses: ['desk@shop.example', 'ada@shop.example'], parentRecipients: ['Desk@shop.example', 'cy@c.example', 'di@c.example'] };

test('reply-all keeps every other recipient of the answered mail', () => {
  assert.equal(describeReply({ ...facts, recipients: ['bo@c.example', 'CY@c.example', 'di@c.example'] }), 'reply-all');
  assert.equal(describeReply({ ...facts, recipients: ['bo@c.example', 'cy@c.example'] }), 'reply');
  assert.equal(describeReply({ ...facts, recipients: ['bo@c.example'], parentRecipients: ['desk@shop.example'] }), 'reply');
});

type Row = { id: string; parent: string | null; label: string };

test('answers on a public list agree with labels derived from the same rule', { skip: usrp === null && missing('usrp-users') }, async (t) => {
  const base = `${usrp}/usrp-2019-2022`;
  const mails = new Map((await readMbox(`${base}.mbox.xz`)).map((raw) => readMail(Buffer.from(raw.slice(0, 60_000), 'latin1'))).map((mail) => [`<${mail.messageId}>`, mail]));
  const differing: string[] = [];
  let answers = 0;
  let forwards = 0;
  let same = 0;
  for (const { id, parent, label } of await readRows<Row>(`${base}.derived-labels.jsonl.xz`)) {
    const mail = mails.get(id);
    if (mail === undefined) continue;
    assert.equal(classifySubject(mail.subject).isForward, label === 'forward', mail.subject);
    if (label === 'forward') forwards += 1;
    const answered = parent === null ? undefined : mails.get(parent);
    if (answered === undefined || !['reply', 'reply-all', 'reply-some'].includes(label)) continue;
    answers += 1;
    const got = describeReply({
      recipients: [...mail.to, ...mail.cc].map(({ address }) => address), parentRecipients: [...answered.to, ...answered.cc].map(({ address }) => address),
      parentSender: answered.trueSender.address, ourAddresses: [mail.trueSender.address],
    });
    if (got === (label === 'reply-all' ? 'reply-all' : 'reply')) same += 1;
    else differing.push(`${label} -> ${got}: ${id}`);
  }
  t.diagnostic(`${same} of ${answers} answers agree, ${forwards} forwards all agree; ${differing.slice(0, 10).join('; ')}`);
  assert.ok(same / answers > 0.97);
});
