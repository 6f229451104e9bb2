import type { NamedThing, SavedFilter, SavedParty, SavedReport } from '../../api/scheduled-reports.ts';
import type { ReportSearch, Split } from '../report-address.ts';

export type ReportType = SavedReport['type'];
export type SavedSettings = SavedReport['settings'];

/** Whom the account knows by name. */
export interface Known {
  readonly agents: readonly NamedThing[];
  readonly teams: readonly NamedThing[];
  readonly channels: readonly NamedThing[];
  readonly groups: readonly NamedThing[];
  readonly sources: readonly NamedThing[];
}

/** Which report a page is, when it is saved; absent: there is nothing to save. */
export const typeOfPart: Readonly<Record<string, ReportType>> = {
  overview: 'overview', goals: 'sla', distribution: 'overview', 'heat-map': 'overview', trend: 'trend', compare: 'comparative', leaders: 'comparative', people: 'comparative', teams: 'teams', mailboxes: 'group-mailboxes', contacts: 'contacts',
  interactions: 'interactions',
};
/** On which page a saved report opens. */
export const partOfType: Readonly<Record<ReportType, string>> = {
  overview: 'overview', sla: 'goals', comparative: 'people', trend: 'trend', interactions: 'interactions', contacts: 'contacts', teams: 'teams', 'group-mailboxes': 'mailboxes',
};

const lists = { agent: 'agents', team: 'teams', channel: 'channels', group: 'groups', 'lead-source': 'sources' } as const satisfies Readonly<Record<string, keyof Known>>;
const typeOfKind = { agent: 'agent', team: 'team', channel: 'shared-mailbox', group: 'contact-group', 'lead-source': 'lead-source' } as const;
type Kind = keyof typeof lists;
const isKind = (word: string): word is Kind => Object.hasOwn(lists, word);

/** What is kept of a page's address: all but the period, which belongs to each making. A name that two people share is kept as an address, where there is one. Null: somebody in it is not known (any more). */
export function settingsOf(search: ReportSearch, known: Known): { readonly filter: SavedFilter; readonly trend: SavedSettings['trend'] } | null {
  const party = named(search.party, known);
  const other = named(search.with, known);
  if (party === null || other === null) return null;
  const deal = {
    ...(search.dealStages && { stageIds: [...search.dealStages] }), ...(search.dealOwners && { ownerIds: [...search.dealOwners] }), ...(search.dealName !== undefined && { name: search.dealName }),
    ...(search.dealFrom !== undefined && { valueFrom: search.dealFrom }), ...(search.dealTo !== undefined && { valueTo: search.dealTo }),
  };
  const filter: SavedFilter = {
    ...(party && { party }), ...(other && { communicatingWith: other }), ...(search.noCc && { partyNotInCc: true }), ...(search.exclusive && { exclusive: true }),
    ...(search.labels && { labels: [...search.labels] }), ...(search.labelsAll && { labelsAll: true }), ...(search.types && { threadTypes: [...search.types] }), ...(search.statuses && { threadStatuses: [...search.statuses] }),
    ...(search.classes && { classifications: [...search.classes] }), ...(search.messages && { messageTypes: [...search.messages] }), ...(search.replies && { replies: [...search.replies] }),
    ...(search.over !== undefined && { repliesOverSeconds: search.over }), ...(search.closedOver !== undefined && { closedOverSeconds: search.closedOver }), ...(search.q !== undefined && { search: search.q }), ...(search.nudges !== undefined && { nudgesMin: search.nudges }), ...(search.touches !== undefined && { touchesMin: search.touches }),
    ...(search.touchedFrom !== undefined && { lastTouchFromDay: search.touchedFrom }), ...(search.touchedTo !== undefined && { lastTouchToDay: search.touchedTo }), ...(Object.keys(deal).length > 0 && { deal }),
  };
  return { filter, trend: { unit: isUnit(search.split) ? search.split : 'month', periods: 12, showAgents: true } };
}

const isUnit = (split: Split | undefined): split is 'day' | 'week' | 'month' => split === 'day' || split === 'week' || split === 'month';

/** Undefined: nobody is asked for; null: unknown. */
function named(ref: string | undefined, known: Known): SavedParty | null | undefined {
  if (ref === undefined) return undefined;
  if (ref === 'internal') return { name: '', type: 'internal' };
  const [kind = ''] = ref.split(':', 1);
  const rest = ref.slice(kind.length + 1);
  if (!isKind(kind)) return { name: rest, type: 'contact' };
  const list = known[lists[kind]];
  const found = list.find(({ id }) => String(id) === rest);
  if (!found) return null;
  const isAlone = list.filter(({ name }) => name.toLowerCase() === found.name.toLowerCase()).length === 1;
  return { name: isAlone ? found.name : found.addresses?.[0] ?? found.name, type: typeOfKind[kind] };
}

/** The address of a page that shows what a saved report shows; `isWhole` false: it has parts that a page has no filter for, or people who are not known (any more). */
export function searchOf({ type, settings: { filter, trend } }: Pick<SavedReport, 'type' | 'settings'>, known: Known): { readonly search: ReportSearch; readonly isWhole: boolean } {
  const { party, communicatingWith, partyNotInCc, exclusive, labels, labelsAll, threadTypes, threadStatuses, classifications, messageTypes, replies, repliesOverSeconds, closedOverSeconds, nudgesMin, touchesMin, lastTouchFromDay, lastTouchToDay, search, deal, ...others } = filter;
  const [who, other] = [party && refOf(party, known), communicatingWith && refOf(communicatingWith, known)];
  return {
    search: {
      ...(who && { party: who }), ...(other && { with: other }), ...(partyNotInCc && { noCc: true }), ...(exclusive && { exclusive: true }), ...(labels && { labels }), ...(labelsAll && { labelsAll: true }),
      ...(threadTypes && { types: threadTypes }), ...(threadStatuses && { statuses: threadStatuses }), ...(classifications && { classes: classifications }), ...(messageTypes && { messages: messageTypes }), ...(replies && { replies }),
      ...(repliesOverSeconds !== undefined && { over: repliesOverSeconds }), ...(closedOverSeconds !== undefined && { closedOver: closedOverSeconds }), ...(search !== undefined && { q: search }),
      ...(nudgesMin !== undefined && { nudges: nudgesMin }), ...(touchesMin !== undefined && { touches: touchesMin }), ...(lastTouchFromDay !== undefined && { touchedFrom: lastTouchFromDay }), ...(lastTouchToDay !== undefined && { touchedTo: lastTouchToDay }),
      ...(deal?.stageIds && { dealStages: deal.stageIds }), ...(deal?.ownerIds && { dealOwners: deal.ownerIds }), ...(deal?.name !== undefined && { dealName: deal.name }),
      ...(deal?.valueFrom !== undefined && { dealFrom: deal.valueFrom }), ...(deal?.valueTo !== undefined && { dealTo: deal.valueTo }),
      ...(type === 'trend' && { split: trend.unit, period: '12m' as const }),
    },
    isWhole: who !== null && other !== null && Object.keys(others).length === 0,
  };
}

/** Null: no page says it. A name of no type is looked up in the order in which the server guesses. */
function refOf({ name, type }: SavedParty, known: Known): string | null {
  const find = (kind: Kind): string | null => {
    const wanted = name.toLowerCase();
    const found = known[lists[kind]].find((one) => one.name.toLowerCase() === wanted || one.addresses?.some((address) => address.toLowerCase() === wanted));
    return found ? `${kind}:${found.id}` : null;
  };
  const text = (): string | null => (name.includes('@') && !name.startsWith('@') ? `contact:${name}` : /^@?[^@\s]+\.[^@\s]+$/.test(name) ? `domain:${name.replace(/^@/, '')}` : null);
  switch (type) {
    case 'internal': return 'internal';
    case 'agent': return find('agent') ?? find('channel');
    case 'team': return find('team');
    case 'shared-mailbox': return find('channel');
    case 'contact-group': return find('group');
    case 'lead-source': return find('lead-source');
    case 'contact': return text();
    case null: return find('agent') ?? find('team') ?? find('channel') ?? find('group') ?? find('lead-source') ?? text();
    case 'anybody': return null;
  }
}
