import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** One line for each file, failures in full where they happen, and at the end the skipped tests with their reasons and the failures by name. */
export default async function* readableReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const skipped: string[] = [];
  const failed: string[] = [];
  for await (const event of events) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') yield event.data.message;
    else if (event.type === 'test:diagnostic' && event.data.file !== undefined) yield `     note: ${event.data.message}\n`;
    else if (event.type === 'test:summary' && event.data.file !== undefined) yield fileLine(event.data);
    else if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { skip, todo, file = '', line = 0, name } = event.data;
      const title = `${shortPath(file)}:${line} ${name}`;
      const reason = skip ?? todo;
      if (reason !== undefined && reason !== false) skipped.push(`${title}: ${reason === true || reason === '' ? 'no reason given' : reason}`);
      else if (event.type === 'test:fail' && !isOnlyTheSumOfOthers(event.data.details.error)) {
        failed.push(title);
        yield `FAIL ${title}\n${indent(inspect(event.data.details.error.cause ?? event.data.details.error, { depth: 6 }))}\n`;
      }
    }
  }
  if (skipped.length > 0) yield `\nSkipped:\n${skipped.map((one) => `  ${one}\n`).join('')}`;
  if (failed.length > 0) yield `\nFailed:\n${failed.map((one) => `  ${one}\n`).join('')}`;
}

type Summary = Extract<TestEvent, { type: 'test:summary' }>['data'];

function fileLine(summary: Summary): string {
  const { tests } = summary.counts;
  const mark = summary.success ? 'ok  ' : 'FAIL';
  return `${mark} ${shortPath(summary.file ?? '')} (${tests} tests, ${Math.round(summary.duration_ms)} ms)\n`;
}

/** A suite or a file that failed because a test in it did says nothing new. */
function isOnlyTheSumOfOthers(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

const shortPath = (path: string): string => relative(process.cwd(), path);
const indent = (text: string): string => text.split('\n').map((line) => `     ${line}`).join('\n');
