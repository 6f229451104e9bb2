import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { figureDefinitions, metricDefinitions } from './definitions.ts';
import { figureMetrics } from './figures/figures.ts';
import { emptyTallies, shapeFigures } from './figures/tally.ts';

test('every figure of a report has a definition, and none is defined that there is not', () => {
  const metrics = new Set<string>(figureMetrics);
  const keys = new Set<string>();
  for (const [group, leaves] of Object.entries(shapeFigures(emptyTallies(), () => [1]))) {
    if (typeof leaves !== 'object' || leaves === null) keys.add(group);
    else for (const leaf of Object.keys(leaves as object)) keys.add(`${metrics.has(group) ? '*' : group}.${leaf}`);
  }
  assert.deepEqual([...keys].sort(), figureDefinitions.map(({ key }) => key).sort());
  assert.deepEqual(metricDefinitions.map(({ key }) => key), [...figureMetrics]);
});

test('the README of figures shows the definitions as they are', () => {
  const readme = readFileSync(new URL('./figures/README.md', import.meta.url), 'utf8');
  const rows = [...metricDefinitions, ...figureDefinitions].map(({ key, name, unit, what, leftOut }) => `| ${key} | ${name} | ${unit} | ${what} | ${leftOut ?? ''} |`);
  assert.ok(readme.includes(rows.join('\n')), `put this into core/analytics/figures/README.md:\n${rows.join('\n')}`);
});
