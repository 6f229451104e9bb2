import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { answerRow } from '#core/calendars/index.ts';
import type { Command, CommandContext } from './command.ts';

const help = `patchbay business-time < rows.jsonl

Counts business time for rows of {"id","zone","hours","holidays","start","end"}, one JSON object a line, and writes
{"id","business_seconds","due"} for each. A row that asks "due":{"add_business_seconds":N} gets the instant N business seconds
after its start, null for never; without the question there is no due. Needs no server and no database.
A row that cannot be read gives {"line","error"}; the exit code is then 3.`;

export const command: Command = { name: 'business-time', summary: 'count business time of rows on standard input', help, run };

async function run(context: CommandContext): Promise<number> {
  let line = 0;
  let failures = 0;
  for await (const text of createInterface({ input: context.stdin, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const answer = answerRow(text, line);
    if ('error' in answer) failures += 1;
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain');
  }
  if (failures > 0) context.note(`${failures} of ${line} rows could not be read`);
  return failures > 0 ? 3 : 0;
}
