import type { FigureMetric, FigureRow, FigureTree, FigureSplit, SpanFigures } from '#core/analytics/index.ts';
import { reportRowsMax, type ReportContent, type ReportFilter, type ReportLanguage, type ReportPart } from '#core/reports/index.ts';
import { reportFormats, type ReportFormats } from './format-values.ts';
import type { Cell, CellKind, ReportChart, ReportDocument, ReportTable, ReportTile } from './report-document.ts';
import { reportWords, type ReportWords } from './report-words.ts';

interface Speech { readonly words: ReportWords; readonly formats: ReportFormats; readonly content: ReportContent }

/** What a report says, in words of a language. Pure. */
export function toDocument(content: ReportContent, language: ReportLanguage): ReportDocument {
  const words = reportWords(language);
  const formats = reportFormats(words.localeOf, content.zone);
  const speech: Speech = { words, formats, content };
  return {
    language, title: content.name, subtitle: `${words.types[content.type]} · ${content.accountName}`, facts: factsOf(speech), tiles: tilesOf(speech), charts: content.parts.flatMap((part) => chartsOf(speech, part)).map(withoutEmptySeries),
    tables: content.parts.flatMap((part) => tablesOf(speech, part)), notes: notesOf(speech), definitions: Object.values(words.metricTexts), definitionsTitle: words.definitions, pageText: words.page, zone: content.zone,
    author: content.accountName, madeAt: content.madeAt,
  };
}

/** `Mon 2 Mar 2026 – Sun 8 Mar 2026`, or one day. */
export function daysText({ fromDay, toDay }: Pick<ReportContent, 'fromDay' | 'toDay'>, formats: ReportFormats): string {
  return fromDay === toDay ? formats.day(fromDay) : `${formats.day(fromDay)} – ${formats.day(toDay)}`;
}

function factsOf({ words, formats, content }: Speech): [string, string][] {
  const { facts } = words;
  const goals = (['firstReply', 'overall', 'close'] as const).flatMap((name) => {
    const goal = content.goals[name];
    return goal === null ? [] : [words.goalText(words.metrics[name === 'overall' ? 'overallReply' : name], formats.duration(goal))];
  });
  return [
    [facts.period, daysText(content, formats)],
    ...(content.previous ? [[facts.previous, daysText(content.previous, formats)] as [string, string]] : []),
    [facts.zone, content.zone],
    [facts.completeUntil, formats.instant(content.completeUntil)],
    [facts.madeAt, formats.instant(content.madeAt)],
    [facts.filters, filterText(content, words, formats)],
    ...(goals.length === 0 ? [] : [[content.hasOwnGoals ? `${facts.goals} (${words.ownGoals})` : facts.goals, goals.join('; ')] as [string, string]]),
  ];
}

function filterText({ filter: { deal, ...filter }, dealNames }: Pick<ReportContent, 'filter' | 'dealNames'>, words: ReportWords, formats: ReportFormats): string {
  const said = Object.entries(filter).map(([key, value]) => {
    const label = words.filters[key as keyof typeof filter];
    const text = typeof value === 'number' && countedFilters.has(key) ? formats.count(value) : filterValue(value, words, formats, dayFilters.has(key));
    return text === null ? label : `${label}: ${text}`;
  });
  if (deal) said.push(`${words.filters.deal}: ${dealText(deal, dealNames, words, formats)}`);
  return said.length === 0 ? words.noFilters : said.join('; ');
}

/** Numbers that are no lengths of time. */
const countedFilters: ReadonlySet<string> = new Set<keyof ReportFilter>(['nudgesMin', 'touchesMin']);

const dayFilters: ReadonlySet<string> = new Set<keyof ReportFilter>(['lastTouchFromDay', 'lastTouchToDay']);

/** Of what is not known any more the number stands. */
function dealText({ stageIds = [], ownerIds = [], name, valueFrom, valueTo }: NonNullable<ReportFilter['deal']>, { stages, owners }: ReportContent['dealNames'], words: ReportWords, formats: ReportFormats): string {
  const listed = (names: readonly string[], ids: readonly number[]): string => (names.length > 0 ? names : ids.map((id) => `#${id}`)).join(', ');
  return [
    ...(stageIds.length > 0 ? [listed(stages, stageIds)] : []), ...(ownerIds.length > 0 ? [listed(owners, ownerIds)] : []), ...(name === undefined ? [] : [`"${name}"`]),
    ...(valueFrom === undefined ? [] : [`≥ ${formats.count(valueFrom)}`]), ...(valueTo === undefined ? [] : [`≤ ${formats.count(valueTo)}`]),
  ].join(', ');
}

/** Null: the label says all. */
function filterValue(value: ReportFilter[Exclude<keyof ReportFilter, 'deal'>] | undefined, words: ReportWords, formats: ReportFormats, isDay: boolean): string | null {
  if (typeof value === 'boolean' || value === undefined) return null;
  if (typeof value === 'number') return formats.duration(value);
  if (typeof value === 'string') return isDay ? formats.day(value) : `"${value}"`;
  if ('name' in value) return value.type === 'internal' ? words.values['everybody'] ?? '' : value.type === 'anybody' ? words.values['anybody'] ?? '' : value.name;
  return value.map((word) => words.values[word] ?? word).join(', ');
}

const percentOf = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 1_000) / 10);
const goalShare = ({ withinGoal, overGoal }: SpanFigures): number | null => percentOf(withinGoal, withinGoal + overGoal);

function tilesOf(speech: Speech): ReportTile[] {
  const { words, formats, content } = speech;
  const { total, previous } = content;
  const before = (of: (figures: FigureTree) => string): string[] => (previous === null ? [] : [words.tileLines.before(of(previous.figures))]);
  const span = (metric: Exclude<FigureMetric, 'forward'>): ReportTile => {
    const figures = total[metric];
    const goal = content.goals[metric === 'overallReply' ? 'overall' : metric];
    const share = goalShare(figures);
    return {
      label: words.metrics[metric], value: formats.duration(figures.mean),
      lines: [
        words.tileLines.median(formats.duration(figures.median)), words.tileLines.p90(formats.duration(figures.p90)), ...(goal === null || share === null ? [] : [words.tileLines.goal(formats.percent(share), formats.duration(goal))]),
        ...(figures.outliers === 0 ? [] : [words.tileLines.outliers(formats.count(figures.outliers))]), ...before((past) => formats.duration(past[metric].mean)),
      ],
    };
  };
  return [
    { label: words.columns.conversations, value: formats.count(total.conversations.total), lines: before((past) => formats.count(past.conversations.total)) },
    { label: words.columns.received, value: formats.count(total.messages.received), lines: before((past) => formats.count(past.messages.received)) },
    { label: words.columns.sent, value: formats.count(total.messages.sent), lines: before((past) => formats.count(past.messages.sent)) },
    {
      label: words.columns.replyRate, value: formats.percent(total.replyRate),
      lines: [words.tileLines.ofInbound(formats.count(total.conversations.answered), formats.count(total.conversations.inbound)), ...before((past) => formats.percent(past.replyRate))],
    },
    span('firstReply'), span('overallReply'), span('close'),
  ];
}

/** A series without a value (no goal, for one) is left out of the legend, unless all are. */
function withoutEmptySeries(chart: ReportChart): ReportChart {
  const series = chart.series.filter(({ values }) => values.some((value) => value !== null));
  return chart.kind === 'heat' || series.length === 0 ? chart : { ...chart, series };
}

const isTime = (split: FigureSplit): split is 'day' | 'week' | 'month' => split === 'day' || split === 'week' || split === 'month';
const keyKind = (split: FigureSplit): CellKind => (isTime(split) ? 'day' : 'text');
/** Bars of a chart; the table has them all. */
const barsMax = 20;

function chartsOf({ words, formats, content }: Speech, part: ReportPart): ReportChart[] {
  if (part.kind === 'messages' || part.rows.length === 0) return [];
  const { split, rows } = part;
  if (split === 'hour-weekday') return [{ title: words.charts.heat, kind: 'heat', valueKind: 'count', columns: Array.from({ length: 24 }, (_, hour) => String(hour)), series: words.weekdays.map((name, day) => ({ name, values: heatRow(rows, day) })) }];
  const columns = isTime(split) ? rows.map(({ key }) => (key === null ? '' : formats.axisDay(key))) : rows.slice(0, barsMax).map((row) => labelOf(words, split, row));
  const shown = rows.slice(0, columns.length);
  const of = (value: (row: FigureRow) => number | null) => shown.map(value);
  const times: ReportChart = {
    title: `${words.charts.median} · ${words.splits[split].title}`, kind: isTime(split) ? 'lines' : 'bars', valueKind: 'duration', columns,
    series: [{ name: words.metrics.firstReply, values: of((row) => row.firstReply.median) }, { name: words.metrics.overallReply, values: of((row) => row.overallReply.median) }],
  };
  if (content.type === 'sla') {
    return [{
      title: `${words.charts.goals} · ${words.splits[split].title}`, kind: isTime(split) ? 'lines' : 'bars', valueKind: 'percent', columns,
      series: [{ name: words.metrics.firstReply, values: of((row) => goalShare(row.firstReply)) }, { name: words.metrics.overallReply, values: of((row) => goalShare(row.overallReply)) }, { name: words.metrics.close, values: of((row) => goalShare(row.close)) }],
    }];
  }
  const volume: ReportChart = {
    title: `${words.charts.volume} · ${words.splits[split].title}`, kind: 'bars', valueKind: 'count', columns,
    series: [{ name: words.columns.received, values: of((row) => row.messages.received) }, { name: words.columns.sent, values: of((row) => row.messages.sent) }],
  };
  if (isTime(split)) return [volume, times];
  return content.type === 'overview' ? [] : [volume, times];
}

function heatRow(rows: readonly FigureRow[], day: number): number[] {
  const byKey = new Map(rows.map((row) => [row.key, row.messages.received]));
  return Array.from({ length: 24 }, (_, hour) => byKey.get(`${day}-${hour}`) ?? 0);
}

function labelOf(words: ReportWords, split: FigureSplit, { key, label }: FigureRow): string {
  if (key === null) return words.splits[split].none;
  return split === 'direction' ? words.values[key] ?? key : label === '' ? key : label;
}

function tablesOf(speech: Speech, part: ReportPart): ReportTable[] {
  if (part.kind === 'messages') return [messageTable(speech, part)];
  if (part.split === 'hour-weekday') return [];
  if (part.rows.length === 0) return [];
  return [speech.content.type === 'sla' ? goalTable(speech, part) : figureTable(speech, part)];
}

type FiguresPart = Extract<ReportPart, { kind: 'figures' }>;

/** Lines of label and team overlap, so a sum under them would be wrong; the total is the report's own. */
const overlaps = (split: FigureSplit): boolean => split === 'label' || split === 'team';

function figureTable({ words, formats, content }: Speech, part: FiguresPart): ReportTable {
  const { columns: names } = words;
  const cells = (figures: FigureTree): Cell[] => [
    figures.conversations.total, figures.messages.received, figures.messages.sent, figures.replyRate, figures.firstReply.mean, figures.firstReply.median, figures.overallReply.mean, figures.overallReply.median, figures.overallReply.p90, figures.close.mean,
  ];
  return {
    title: words.splits[part.split].title,
    columns: [
      { label: words.splits[part.split].column, kind: keyKind(part.split), weight: 2.3 }, { label: names.conversations, kind: 'count', weight: 1.45 }, { label: names.received, kind: 'count', weight: 1 }, { label: names.sent, kind: 'count', weight: 1 },
      { label: names.replyRate, kind: 'percent', weight: 1 }, { label: `${words.metrics.firstReply}: ${names.mean}`, kind: 'duration', weight: 1.25 }, { label: `${words.metrics.firstReply}: ${names.median}`, kind: 'duration', weight: 1.25 },
      { label: `${words.metrics.overallReply}: ${names.mean}`, kind: 'duration', weight: 1.25 }, { label: `${words.metrics.overallReply}: ${names.median}`, kind: 'duration', weight: 1.25 },
      { label: `${words.metrics.overallReply}: ${names.p90}`, kind: 'duration', weight: 1.25 }, { label: words.metrics.close, kind: 'duration', weight: 1.25 },
    ],
    rows: part.rows.map((row) => [labelOf(words, part.split, row), ...cells(row)]), total: [words.total, ...cells(content.total)], note: noteOf(words, formats, part),
  };
}

function goalTable({ words, formats, content }: Speech, part: FiguresPart): ReportTable {
  const { columns: names } = words;
  const metrics = ['firstReply', 'overallReply', 'close'] as const;
  const cells = (figures: FigureTree): Cell[] => metrics.flatMap((metric) => [figures[metric].withinGoal, figures[metric].overGoal, figures[metric].excluded, goalShare(figures[metric])]);
  return {
    title: words.splits[part.split].title,
    columns: [
      { label: words.splits[part.split].column, kind: keyKind(part.split), weight: 2.4 },
      ...metrics.flatMap((metric) => [
        { label: `${words.metrics[metric]}: ${names.withinGoal}`, kind: 'count' as const, weight: 1 }, { label: names.overGoal, kind: 'count' as const, weight: 0.9 }, { label: names.noGoal, kind: 'count' as const, weight: 0.9 },
        { label: names.share, kind: 'percent' as const, weight: 0.95 },
      ]),
    ],
    rows: part.rows.map((row) => [labelOf(words, part.split, row), ...cells(row)]), total: [words.total, ...cells(content.total)], note: noteOf(words, formats, part),
  };
}

function noteOf(words: ReportWords, formats: ReportFormats, { split, rows, keys }: FiguresPart): string | null {
  const notes = [...(overlaps(split) ? [words.notes.severalKeys] : []), ...(keys > rows.length ? [words.notes.cut(formats.count(rows.length), formats.count(keys))] : [])];
  return notes.length === 0 ? null : notes.join(' ');
}

function messageTable({ words, formats }: Speech, { rows, total }: Extract<ReportPart, { kind: 'messages' }>): ReportTable {
  const { columns: names } = words;
  const people = (list: readonly { name: string; address: string }[]): string => {
    const [first, ...more] = list;
    if (!first) return '';
    const text = first.name === '' || first.name === first.address ? first.address : `${first.name} <${first.address}>`;
    return more.length === 0 ? text : `${text} +${more.length}`;
  };
  return {
    title: words.types.interactions,
    columns: [
      { label: names.at, kind: 'instant', weight: 1.5 }, { label: names.from, kind: 'text', weight: 2.4 }, { label: names.to, kind: 'text', weight: 2.4 }, { label: names.subject, kind: 'text', weight: 3 }, { label: names.kind, kind: 'text', weight: 1.1 },
      { label: names.direction, kind: 'text', weight: 1.1 }, { label: names.span, kind: 'duration', weight: 1.1 }, { label: names.spanRaw, kind: 'duration', weight: 1.1 }, { label: names.conversation, kind: 'count', weight: 1 },
    ],
    rows: rows.map((row) => [
      row.at, people(row.from), people(row.to), row.subject, words.values[row.classification] ?? row.classification, words.values[row.messageType] ?? row.messageType, row.spanBusiness, row.spanRaw, row.conversationId,
    ]),
    total: null, note: total > reportRowsMax || total > rows.length ? words.notes.cut(formats.count(rows.length), formats.count(total)) : null,
  };
}

function notesOf({ words, content }: Speech): string[] {
  const { firstReply, overallReply, close, forward } = content.total;
  const isEmpty = content.total.messages.total === 0 && content.total.conversations.total === 0;
  return [
    ...(isEmpty ? [words.notes.empty] : []), words.notes.business, words.notes.outliers(firstReply.outliers, overallReply.outliers, close.outliers, forward.outliers), ...(content.percentiles === 'exact' ? [] : [words.notes.approximate]),
  ];
}

