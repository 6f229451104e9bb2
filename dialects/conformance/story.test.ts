import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addAgentAddress, findAgents } from '#core/people/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { timetoreply } from '#dialects/timetoreply/dialect.ts';
import { openNimchat, type Nimchat } from '#dialects/nimchat/testing/open-nimchat.ts';
import { openPostOffice, type PostOffice } from '#dialects/nimchat/testing/post-office.ts';
import { writeMail } from '#testkit/people/write-mail.ts';

/** How each API does its part of the story: customer mails, agent answers, conversation closes. Or why it has no way to. */
interface Teller {
  /** Finds the conversation that the mail opened; its number. */
  find(subject: string): Promise<number>;
  answer: ((id: number, text: string) => Promise<void>) | { readonly notSupported: string };
  close(id: number): Promise<void>;
  /** What the API shows of it: whether somebody waits, and whether it is over. */
  stateOf(subject: string, id: number): Promise<'waits for us' | 'waits for the customer' | 'over'>;
}

describe('customer mails, agent answers, conversation closes: told by each API, seen by all', () => {
  let api: Nimchat;
  let office: PostOffice;
  let bearer: { authorization: string };
  before(async () => {
    api = await openNimchat({ others: [{ ...timetoreply(), limits: [] }] });
    office = await openPostOffice(api, { isRelay: true });
    bearer = { authorization: `Bearer ${await api.tokenOf(api.accountId, api.desk.userId, { dialect: 'timetoreply' })}` };
    await api.ada.get('//api/v1/profile'); // ada is an agent from here on
    await api.desk.database.withAccount(api.accountId, async (tx) => {
      const ada = (await findAgents(tx, api.desk.act)).find((agent) => agent.userId === api.desk.userId)!;
      await addAgentAddress(tx, api.desk.act, ada.id, 'ada@desk.test');
    });
  });
  after(async () => { await Promise.all([office.close(), api.close()]); });

  const row = async (subject: string): Promise<Record<string, unknown>> => {
    const answer = await api.server.inject({ url: `/api/logs/conversations?search=${encodeURIComponent(subject)}`, headers: bearer });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<{ threads: { data: Record<string, unknown>[] } }>().threads.data[0]!;
  };
  const tellers: Record<string, Teller> = {
    nimchat: {
      find: async (subject) => (await api.ada.get(`/conversations?q=${encodeURIComponent(subject)}&status=all`)).json().data.payload[0].id,
      answer: async (id, text) => { assert.equal((await api.ada.send('POST', `/conversations/${id}/messages`, { content: text })).status, 200); },
      close: async (id) => { assert.equal((await api.ada.send('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' })).status, 200); },
      stateOf: async (_subject, id) => {
        const { status, messages } = (await api.ada.get(`/conversations/${id}`)).json();
        return status === 'resolved' ? 'over' : messages.at(-1).message_type === 'incoming' ? 'waits for us' : 'waits for the customer';
      },
    },
    timetoreply: {
      find: async (subject) => (await row(subject))['id'] as number,
      answer: { notSupported: 'it reports on mail and has no way to write one' },
      close: async (id) => { assert.equal((await api.server.inject({ method: 'POST', url: '/api/logs/conversations/mark-closed', headers: bearer, payload: { ids: [id] } })).statusCode, 200); },
      stateOf: async (subject) => ({ 'await-agent': 'waits for us', 'await-customer': 'waits for the customer', closed: 'over' } as const)[(await row(subject))['thread_status'] as 'closed'],
    },
  };
  const seenByAll = async (subject: string, id: number, state: string) => {
    await api.settle();
    for (const [name, teller] of Object.entries(tellers)) assert.equal(await teller.stateOf(subject, id), state, `${name} sees that it ${state}`);
  };

  for (const [name, teller] of Object.entries(tellers)) {
    it(`told by ${name}`, async () => {
      const subject = `Lamp ${name}`;
      const mail = writeMail({ from: `bo-${name}@home.test`, subject, at: '2024-05-06T12:00:00.000Z', id: `first-${name}@home.test` });
      await api.desk.database.withAccount(api.accountId, (tx) => receiveMails(tx, api.desk.act, api.desk.help, [mail]));
      await api.settle();
      const ids = await Promise.all(Object.values(tellers).map((each) => each.find(subject)));
      assert.equal(new Set(ids).size, 1, 'one conversation, one number');
      const id = ids[0]!;
      await seenByAll(subject, id, 'waits for us');

      if (typeof teller.answer === 'function') {
        await teller.answer(id, 'We send a new one.');
        assert.equal(await office.drain(), 1, 'it leaves as mail; from then on it is an answer in the figures');
        assert.deepEqual(office.peer.mails.at(-1)!.to, [`bo-${name}@home.test`]);
        await seenByAll(subject, id, 'waits for the customer');
        const answered = await row(subject);
        assert.equal((answered['messages'] as unknown[]).length, 2, 'the answer is in the log');
      }
      await teller.close(id);
      await seenByAll(subject, id, 'over');

      const again = writeMail({ from: `bo-${name}@home.test`, subject: `Re: ${subject}`, at: '2024-05-06T15:00:00.000Z', references: [`first-${name}@home.test`] });
      await api.desk.database.withAccount(api.accountId, (tx) => receiveMails(tx, { ...api.desk.act, now: '2024-05-06T15:00:00.000Z' }, api.desk.help, [again]));
      await seenByAll(subject, id, 'waits for us');
    });
  }
});
