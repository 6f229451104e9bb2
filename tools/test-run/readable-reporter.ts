import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** One line for each file, failures in full where they happen, and at the end the skipped tests with their reasons and the failures by name. */
export default async function* readableReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const skipped: string[] = [];
  const failed: string[] = [];
  let testsOfFile = 0;
  /** Files of groups that have had their line. */
  const told = new Set<string>();
  for await (const event of events) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') yield event.data.message;
    else if (event.type === 'test:diagnostic' && event.data.file !== undefined) yield `     note: ${event.data.message}\n`;
    else if (event.type === 'test:summary' && event.data.file !== undefined && !isGroup(event.data.file)) yield fileLine(event.data);
    else if (event.type === 'test:pass' || event.type === 'test:fail') {
      const isSuite = event.data.details.type === 'suite';
      if (!isSuite) testsOfFile += 1;
      // What a group ran one after the other: its files.
      else if (event.data.nesting === 0 && isGroupRunner(event.data.file ?? '')) {
        told.add(event.data.name);
        yield lineOf(event.type === 'test:pass', event.data.name, testsOfFile, event.data.details.duration_ms);
      }
      if (event.data.nesting === 0) testsOfFile = 0;
      const { skip, todo, file = '', line = 0, name } = event.data;
      const title = `${shortPath(file)}:${line} ${name}`;
      const reason = skip ?? todo;
      if (reason !== undefined && reason !== false) skipped.push(`${title}: ${reason === true || reason === '' ? 'no reason given' : reason}`);
      else if (event.type === 'test:fail' && !isOnlyTheSumOfOthers(event.data.details.error)) {
        failed.push(title);
        yield `FAIL ${title}\n${indent(inspect(event.data.details.error.cause ?? event.data.details.error, { depth: 6 }))}\n`;
        // The whole process of a group: one of its files ended it. Those after it were not run; what those before it said last may be lost with it.
        for (const one of isGroup(file) ? filesOf(file).filter((each) => !told.has(each)) : []) {
          failed.push(`${one}: its end was not told`);
          yield `FAIL ${one} (the process it shared ended before its end was told)\n`;
        }
      }
    }
  }
  if (skipped.length > 0) yield `\nSkipped:\n${skipped.map((one) => `  ${one}\n`).join('')}`;
  if (failed.length > 0) yield `\nFailed:\n${failed.map((one) => `  ${one}\n`).join('')}`;
}

type Summary = Extract<TestEvent, { type: 'test:summary' }>['data'];

function fileLine(summary: Summary): string {
  return lineOf(summary.success, shortPath(summary.file ?? ''), summary.counts.tests, summary.duration_ms);
}

const lineOf = (isGood: boolean, file: string, tests: number, ms: number): string => `${isGood ? 'ok  ' : 'FAIL'} ${file} (${tests} tests, ${Math.round(ms)} ms)\n`;
/** Written by run-test-files.ts, for files that share a process. */
const isGroup = (path: string): boolean => /[/\\]group-\d+\.mjs$/.test(path);
const isGroupRunner = (path: string): boolean => /[/\\]run-group\.ts$/.test(path);

function filesOf(group: string): string[] {
  const [list = '[]'] = /\[.*\]/s.exec(readFileSync(group, 'utf8')) ?? [];
  return (JSON.parse(list) as string[]).map(shortPath);
}

/** A suite or a file that failed because a test in it did says nothing new. */
function isOnlyTheSumOfOthers(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

const shortPath = (path: string): string => relative(process.cwd(), path);
const indent = (text: string): string => text.split('\n').map((line) => `     ${line}`).join('\n');
