import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { exportConversations, exportMessages } from '#core/analytics/index.ts';
import { catchUp } from '#core/events/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { accountOption } from './account-option.ts';
import { consumers } from '../consumers.ts';
import { usage, type Command, type CommandContext } from './command.ts';

const help = `patchbay export messages|conversations --account ID [--format jsonl]

Writes every message or conversation with its figures to stdout, one JSON object a line, as of one instant.
Seconds; null where there is none, 0 only for a real zero; instants RFC 3339 in UTC.

  --account ID       the account's number or slug
  --format jsonl     the only format for now

Messages: id, conversation_id, thread_id (mail thread), message_id (internet, no brackets), parent_message_id (the nearest held
ancestor), direction, classification, message_at, from (the true sender), recipients, subject, is_automatic, joined_because,
span_seconds_raw and _business (since the previous mail), wait_seconds_raw and _business (an answer: since the first unanswered
incoming message), copies and more. Conversations: id, thread_ids, message_ids (in time order), type, life, turn, started_at,
first_reply_at, first_reply_by, first_reply_seconds_raw and _business and more.`;

export const command: Command = { name: 'export', summary: 'write messages or conversations with their figures', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, format: { type: 'string' } } });
  const [noun, ...rest] = positionals;
  if ((noun !== 'messages' && noun !== 'conversations') || rest.length > 0) throw usage('export', 'Say what to export: messages or conversations.');
  if (values.format !== undefined && values.format !== 'jsonl') throw usage('export', `There is no format "${values.format}"; use jsonl.`);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'export');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  await catchUp(database, consumers); // figures of what is stored by now, whether a server runs or not
  const write = async (row: object): Promise<void> => {
    if (!process.stdout.write(`${JSON.stringify(row)}\n`)) await once(process.stdout, 'drain');
  };
  const count = await (noun === 'messages' ? exportMessages : exportConversations)(database, act, write);
  context.note(`${count} ${noun}`);
  return 0;
}
