import { hours, weekdays } from '../schemas/stats.ts';
import type { StatEntry } from './stat-entry.ts';

const counted = (name: string, core: StatEntry['core'], friendlyName: string, explainer: string): StatEntry => ({ name, core, friendlyName, explainer, showColumn: null });

function directionStats(side: 'received' | 'sent'): StatEntry[] {
  const [Side, by] = side === 'sent' ? ['Sent', 'from your mailboxes'] : ['Received', 'to your mailboxes'];
  const one = (leaf: string, core: string, friendlyName: string, explainer: string) => (
    counted(`messages.${side}.${leaf}`, `messages.${side}.${core}` as StatEntry['core'], `${friendlyName} ${Side}`, explainer));
  return [
    one('count', 'count', 'Messages', `All messages ${by}.`),
    one('initial', 'initial', 'First Messages', `Messages ${by} that began a conversation.`),
    one('replies', 'replies', 'Replies', `Replies and replies to all ${by}.`),
    one('forward', 'forward', 'Forwards', `Forwarded messages ${by}.`),
    one('follow_up', 'followUp', 'Follow-ups', `Messages ${by} that followed a message of the same side.`),
    one('initial_replies', 'initialReplies', 'First Replies', `First replies ${by}.`),
    ...weekdays.map((name, day) => one(`dayOfWeek.${name}`, `byWeekday.${day}`, `${name} Messages`, `Messages ${by} on a ${name}.`)),
    ...hours.map((name, hour) => one(`hourOfDay.${name}`, `byHour.${hour}`, `${name} Messages`, `Messages ${by} in the hour from ${name}.`)),
  ];
}

/** Counts of messages. */
export const messageStats: readonly StatEntry[] = [
  counted('messages.count', 'messages.count', 'Total Messages', 'All messages.'),
  counted('messages.initial', 'messages.initial', 'First Messages', 'Messages that began a conversation.'),
  counted('messages.replies', 'messages.replies', 'Replies', 'All replies and replies to all.'),
  counted('messages.forward', 'messages.forward', 'Forwards', 'All forwarded messages.'),
  counted('messages.follow_up', 'messages.followUp', 'Follow-ups', 'Messages that followed a message of the same side.'),
  ...directionStats('received'),
  ...directionStats('sent'),
];
