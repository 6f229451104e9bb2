import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureMetrics, figureSplits, type FigureRow } from '#core/analytics/index.ts';
import { measures } from '../reports/figures.ts';
import { metrics, splits } from '../reports/report-address.ts';
import { reportsEnglish, type ReportTexts } from './reports-english.ts';
import { reportsGerman } from './reports-german.ts';

const conversations = { total: 0, inbound: 0, outbound: 0, internal: 0, awaitAgent: 0, awaitCustomer: 0, closed: 0, answered: 0 } satisfies FigureRow['conversations'];
const messages = { total: 0, received: 0, sent: 0, initial: 0, replies: 0, forwards: 0, followUps: 0 } satisfies FigureRow['messages'];

test('every count that can be opened has a name, and every measure of the tables, in both languages', () => {
  const names = [...Object.keys(conversations).map((name) => `conversations.${name}`), ...Object.keys(messages).map((name) => `messages.${name}`), ...figureMetrics.flatMap((metric) => ['count', 'outliers', 'withinGoal', 'overGoal', 'excluded'].map((leaf) => `${metric}.${leaf}`))];
  for (const texts of [reportsEnglish, reportsGerman] as const satisfies readonly ReportTexts[]) {
    assert.deepEqual(Object.keys(texts.figures).toSorted(), names.toSorted());
    for (const { key, figure } of measures) assert.ok(texts.measures[key] && texts.figures[figure], key);
  }
});

test('the pages know the metrics and splits that the server knows, and every metric is defined in both languages', () => {
  assert.deepEqual([metrics, splits], [figureMetrics, figureSplits]);
  const keys = reportsEnglish.definitions.map(({ key }) => key);
  for (const metric of metrics) assert.ok(keys.includes(metric), metric);
  assert.deepEqual(reportsGerman.definitions.map(({ key }) => key), keys);
});
