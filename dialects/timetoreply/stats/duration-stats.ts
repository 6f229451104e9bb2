import type { StatEntry } from './stat-entry.ts';

interface Metric {
  readonly group: string;
  readonly core: 'overallReply' | 'initialReply' | 'forward' | 'close';
  readonly title: string;
  /** What is measured, as the end of a sentence. */
  readonly of: string;
  readonly column: string;
  readonly rawColumn: string;
  readonly goals: 'none' | 'without excluded' | 'all';
}

const metrics: readonly Metric[] = [
  { group: 'overallTTR', core: 'overallReply', title: 'Overall Reply Time', of: 'every reply from your mailboxes', column: 'friendly_reply_time', rawColumn: 'friendly_raw_reply_time', goals: 'all' },
  { group: 'initialTTR', core: 'initialReply', title: 'First Reply Time', of: 'the first reply in each conversation', column: 'friendly_initial_reply_time', rawColumn: 'friendly_raw_initial_reply_time', goals: 'all' },
  { group: 'overallTTF', core: 'forward', title: 'Time To Forward', of: 'every forward from your mailboxes', column: 'friendly_reply_time', rawColumn: 'friendly_raw_reply_time', goals: 'none' },
  { group: 'overallTTC', core: 'close', title: 'Time To Close', of: 'every closed conversation', column: 'friendly_time_to_close', rawColumn: 'friendly_raw_time_to_close', goals: 'without excluded' },
];

const goalLeaves = [
  ['within_sla', 'withinGoal', 'Within Goal', 'within its goal'],
  ['sla_breach', 'overGoal', 'Over Goal', 'over its goal'],
  ['excluded_from_sla', 'excluded', 'Without Goal', 'that had no goal'],
] as const;

/** Means and goals. The group's own name opens its mean; a percentage or a friendly form opens what it is made of. */
export const durationStats: readonly StatEntry[] = metrics.flatMap(statsOf);

function statsOf({ group, core, title, of, column, rawColumn, goals }: Metric): StatEntry[] {
  const mean = { core: `${core}.mean` as const, friendlyName: `Average ${title}`, explainer: `The average in business hours over ${of}.`, showColumn: column };
  const meanRaw = { core: `${core}.meanRaw` as const, friendlyName: `Average ${title} (Raw)`, explainer: `The average by the clock on the wall over ${of}.`, showColumn: rawColumn };
  const leaves = goals === 'none' || core === 'forward' ? [] : goalLeaves.filter(([leaf]) => goals === 'all' || leaf !== 'excluded_from_sla');
  return [
    { ...mean, name: group },
    { ...mean, name: `${group}.friendly` },
    { ...mean, name: `${group}.raw` },
    { ...meanRaw, name: `${group}.friendly_no_business` },
    { ...meanRaw, name: `${group}.raw_no_business` },
    ...leaves.flatMap(([leaf, coreLeaf, words, explanation]) => ['', '_percentage_friendly'].map((ending) => ({
      name: `${group}.${leaf}${ending}`,
      core: `${core}.${coreLeaf}` as StatEntry['core'],
      friendlyName: `${title} ${words}`,
      explainer: `Of ${of}: those ${explanation}.`,
      showColumn: column,
    }))),
  ];
}
