import type { ConditionTree, ConversationField } from '#core/desk/index.ts';
import { InvalidInput } from '#http/index.ts';
import { priorityNumbers } from './priority.ts';
import { kept, plain, type AttributeReader, type Compared } from './filter-tree.ts';
import { statusTree } from './status.ts';

type Tree = ConditionTree<ConversationField>;

/** The standard attributes of conversations. */
export const conversationAttributes: Readonly<Record<string, AttributeReader<ConversationField>>> = {
  status: ({ compare, values, name }) => byWord({ compare, values, name }, (word) => statusTree(word)),
  priority: ({ compare, values, name }) => {
    if (compare === 'present') return { field: 'priority', compare: 'greater', values: [0], name };
    if (compare === 'absent') return { field: 'priority', compare: 'equal', values: [0], name };
    const isOfWords = ['equal', 'not-equal', 'greater', 'less'].includes(compare);
    return { field: 'priority', compare, name, values: !isOfWords ? values : values.map((value) => priorityNumbers[String(value) as 'low'] ?? unknown(name)) };
  },
  assignee_id: plain('assignee'),
  inbox_id: plain('channel'),
  team_id: plain('team'),
  contact_id: plain('contact'),
  display_id: plain('id'),
  labels: plain('label'),
  mail_subject: plain('subject'),
  created_at: plain('created-at'),
  last_activity_at: plain('last-message-at'),
  ...Object.fromEntries(['browser_language', 'country_code', 'city', 'referer'].map((key) => [key, plain(kept('conversation', 'additionalAttributes', key))])),
};

function byWord({ compare, values, name }: Compared, treeOf: (word: string) => { is: Tree; isNot: Tree } | null): Tree {
  if (compare === 'present') return { all: [] };
  if (compare === 'absent') return { any: [] };
  if (compare !== 'equal' && compare !== 'not-equal') throw new InvalidInput([{ field: name, problem: 'cannot be compared in this way' }]);
  const trees = values.filter((value) => value !== 'all').map((value) => treeOf(String(value)) ?? unknown(name));
  if (compare === 'not-equal') return { all: trees.map(({ isNot }) => isNot) };
  return values.includes('all') ? { all: [] } : { any: trees.map(({ is }) => is) };
}

function unknown(name: string): never {
  throw new InvalidInput([{ field: name, problem: 'is compared with an unknown word' }]);
}
