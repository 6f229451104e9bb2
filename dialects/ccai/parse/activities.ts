import { activityKey, activityNames, type Activity, type ActivitySort } from '#core/presence/index.ts';

/** An offer to one agent alone; the document has one word for it. */
const alone = ['deltacast', 'direct'] as const;
/** To several at once. */
const together = ['multicast', 'cascade'] as const;

/**
 * The document's words; the first that fits names a line of the log.
 * Lines without a word of the document (readiness, offers that were withdrawn, chats and offers to several that nobody took) are not shown.
 */
const sorts = {
  login: [{ activity: 'login' }],
  logout: [{ activity: 'logout' }],
  user_status_changed: [{ activity: 'status' }],
  call_outbound_dialing: [{ activity: 'dialled' }],
  deltacast_call_notification_offered: [{ activity: 'offered', kind: 'call', modes: ['deltacast'] }],
  deltacast_call_pick_up_attempt: [{ activity: 'attempted', kind: 'call', modes: ['deltacast'] }],
  deltacast_call_picked_up: [{ activity: 'picked-up', kind: 'call', modes: ['deltacast'] }],
  // The document's spelling of "rejected".
  deltacast_call_projected: [{ activity: 'rejected', kind: 'call', modes: alone }],
  deltacast_call_missed: [{ activity: 'missed', kind: 'call', modes: alone }],
  deltacast_call_bounced: [{ activity: 'bounced', kind: 'call', modes: alone }],
  multicast_call_notification_offered: [{ activity: 'offered', kind: 'call', modes: together }],
  multicast_call_pick_up_attempt: [{ activity: 'attempted', kind: 'call', modes: together }],
  multicast_call_picked_up: [{ activity: 'picked-up', kind: 'call', modes: together }],
  chat_notification_offered: [{ activity: 'offered', kind: 'chat' }],
  chat_pick_up_attempt: [{ activity: 'attempted', kind: 'chat' }],
  chat_picked_up: [{ activity: 'picked-up', kind: 'chat' }],
  // Of calls that an agent was asked to take by name; as filters likewise: what is found bears the word that was asked for.
  call_notification_offered: [{ activity: 'offered', kind: 'call', modes: ['direct'] }],
  call_pick_up_attempt: [{ activity: 'attempted', kind: 'call', modes: ['direct'] }],
  call_picked_up: [{ activity: 'picked-up', kind: 'call', modes: ['direct'] }],
} as const satisfies Record<string, readonly ActivitySort[]>;

export type ActivityWord = keyof typeof sorts;
export const activityWords = Object.keys(sorts) as ActivityWord[];

/** Core's sorts for the words that a filter names; without a filter all that the document has words for. */
export function sortsOf(words: readonly ActivityWord[] = activityWords): ActivitySort[] {
  return words.flatMap((word): readonly ActivitySort[] => sorts[word]);
}

type Line = Pick<Activity, 'activity' | 'kind' | 'mode'>;

function findWord({ activity, kind, mode }: Line): ActivityWord | undefined {
  return activityWords.find((word) => sorts[word].some((sort: ActivitySort) => (
    sort.activity === activity && (sort.kind === undefined || sort.kind === kind) && (sort.modes === undefined || (mode !== null && sort.modes.includes(mode))))));
}

/** For a sort by what is shown. */
export const activityOrder: Readonly<Record<string, string>> = Object.fromEntries(activityNames.flatMap((activity) => (
  ([null, 'call', 'chat'] as const).flatMap((kind) => ([null, 'deltacast', 'multicast', 'cascade', 'direct'] as const).flatMap((mode) => {
    const word = findWord({ activity, kind, mode });
    return word === undefined ? [] : [[activityKey({ activity, kind, mode }), word] as const];
  })))));

/** How the document calls a line. */
export function wordOf(line: Line): ActivityWord {
  const { activity, kind, mode } = line;
  const found = findWord(line);
  if (found === undefined) throw new Error(`the API has no word for ${activity} of ${String(kind)} (${String(mode)})`);
  return found;
}
