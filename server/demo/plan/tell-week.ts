import type { ChannelKey, Language } from '../company.ts';
import type { Customer } from '../customers.ts';
import { scenes } from '../scenes/scenes.ts';
import { help as englishHelp } from '../texts/english/help.ts';
import { listThreads } from '../texts/english/list.ts';
import { orders as englishOrders } from '../texts/english/orders.ts';
import { help as germanHelp } from '../texts/german/help.ts';
import { orders as germanOrders } from '../texts/german/orders.ts';
import type { Topic } from '../texts/topic.ts';
import type { Story } from './story.ts';
import { tellListThread } from './tell-list-thread.ts';
import { tellMatter } from './tell-matter.ts';
import { createWorld, type World } from './world.ts';

/** Ordinary matters per mailbox and language; the scenes and the list come on top. */
const plan: readonly (readonly [ChannelKey, Language, number])[] = [
  ['help', 'english', 47], ['help', 'german', 48], ['orders', 'english', 26], ['orders', 'german', 28], ['dealers', 'english', 8], ['dealers', 'german', 5],
];

const topics: Readonly<Record<Language, readonly Topic[]>> = { english: [...englishHelp, ...englishOrders], german: [...germanHelp, ...germanOrders] };

/** The whole week, the same for the same seed and instant. */
export function tellWeek(seed: number, nowMs: number): { stories: Story[]; world: World } {
  const world = createWorld(seed, nowMs);
  const stories = scenes.flatMap((scene) => scene(world));
  const met: Customer[] = [];
  for (const [channel, language, count] of plan) {
    const own = topics[language].filter((topic) => topic.channel === channel);
    let waiting: Topic[] = [];
    for (let told = 0; told < count; told += 1) {
      if (waiting.length === 0) waiting = world.random.shuffle(own);
      const again = met.filter((customer) => customer.language === language);
      const customer = again.length > 5 && world.random.chance(0.1) ? world.random.pick(again) : world.newCustomer(language);
      met.push(customer);
      stories.push(tellMatter(world, waiting.pop()!, customer));
    }
  }
  stories.push(...listThreads.map((thread) => tellListThread(world, thread)));
  return { stories, world };
}
