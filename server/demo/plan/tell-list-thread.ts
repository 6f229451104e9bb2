import { channels } from '../company.ts';
import type { ListThread } from '../texts/english/list.ts';
import { agentAnswers, arrival, customerReturns } from './clock.ts';
import { correspond } from './correspondence.ts';
import type { Story } from './story.ts';
import type { World } from './world.ts';

/** A thread of the mailing list: subscribers among each other, and one of us. */
export function tellListThread(world: World, thread: ListThread): Story {
  const { random } = world;
  const language = /\b(eine|ich|und)\b/.test(thread.question) ? 'german' : 'english';
  const asker = world.newCustomer(language);
  const talk = correspond(world, { channel: 'list', language, customer: asker, subject: `[brewing] ${thread.subject}` });
  const { address } = channels.list;
  const headers = { 'List-Id': `Brewing <${address.replace('@', '.')}>`, 'List-Post': `<mailto:${address}>`, Precedence: 'list' };
  let at = arrival(world, { share: 0.7 });
  const first = talk.customer(`${thread.question}\n\n${asker.name}`, at, { headers });
  for (const text of thread.subscribers) {
    const subscriber = world.newCustomer(language);
    at = customerReturns(world, at, subscriber.zone, 190);
    talk.customer(`${text}\n\n${subscriber.first}`, at, { headers, answers: random.chance(0.5) ? (first ?? null) : talk.last!, quotes: true }, subscriber);
  }
  if (thread.ours !== null) {
    const answer = agentAnswers(world, { channel: 'list', language, at });
    talk.agent(answer.key, thread.ours, answer.at, { headers, answers: first ?? null });
    talk.act(answer.key, answer.at + 60_000, { kind: 'life', life: 'resolved' });
  }
  return talk.story();
}
