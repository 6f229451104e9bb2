import { agents, channels, type AgentKey } from '../company.ts';
import type { Customer } from '../customers.ts';
import { correspond } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

/** Colleagues among themselves, with the mailbox in copy: internal, whatever the reply times say. */
export function tellBatchTalk(world: World): Story[] {
  const { week } = world;
  const asCustomer = (key: AgentKey): Customer => ({ ...agents[key], first: agents[key].name, last: '', city: '', language: 'english' });
  const talk = correspond(world, { channel: 'help', language: 'english', customer: asCustomer('mira'), subject: 'Heater plugs of batch 2416' });
  const box = [{ name: 'Samowerk Help', address: channels.help.address }];
  const say = (key: AgentKey, text: string, at: number, to: readonly AgentKey[]): void => {
    talk.from(agents[key], `${text}\n\n${agents[key].name.split(' ')[0]!}`, at, { to: to.map((each) => agents[each]), cc: box, quotes: true });
  };
  say('mira', 'Third loose heater plug from batch 2416 since yesterday, all bought in the same week. Shall we tell the others before they write to us?', week.at(1, '11:15:00'), ['jonas', 'henrik']);
  say('jonas', 'I have seen two as well. About 140 machines went out, I can pull the list.', week.at(1, '13:52:00'), ['mira', 'henrik']);
  say('henrik', 'Please do. Workshop has room for twenty a day, so let us write to them in portions. Lotte can send the first mails when she is back.', week.at(1, '14:05:00'), ['mira', 'jonas']);
  say('mira', 'Good. Draft is in the folder, German and English.', week.at(3, '09:01:00'), ['jonas', 'henrik']);
  talk.act('mira', week.at(3, '09:03:00'), { kind: 'note', text: 'List of the 140 serial numbers lies with Henrik. First portion: 20 customers, this week.' });
  return [talk.story()];
}
