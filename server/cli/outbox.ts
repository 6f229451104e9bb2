import { parseArgs } from 'node:util';
import { cancelOutgoing, findUnsent, retryOutgoing, sendNow, unsentStates, type UnsentMail, type UnsentState } from '#core/conversations/index.ts';
import { nowText, systemAct, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay outbox list --account ID [--state STATE]
patchbay outbox retry MESSAGE-ID --account ID
patchbay outbox send-now MESSAGE-ID --account ID
patchbay outbox cancel MESSAGE-ID --account ID

Mail of ours that has not arrived as far as we know.

  --account ID     the account's number or slug
  --state STATE    held, queued, sending, failed or bounced; default all
  --json           the result as JSON on stdout

list        newest first: message, state, tries, when the next one is, to whom, what went wrong
retry       tries one that failed, bounced or waits again, now
send-now    ends its undo delay or its wait
cancel      takes one back that has not left; prints what it said`;

export const command: Command = { name: 'outbox', summary: 'list, retry and take back mail that has not arrived', help, run };

const actions = ['list', 'retry', 'send-now', 'cancel'] as const;

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [word, id, ...rest] } = parseArgs({ args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, state: { type: 'string' } } });
  const action = actions.find((one) => one === word);
  if (!action) throw usage('outbox', `Say what to do: ${actions.join(', ')}.`);
  const excess = action === 'list' ? id : rest[0];
  if (excess !== undefined) throw usage('outbox', `"${excess}" is one word too many.`);
  if (action !== 'list' && !/^\d{1,15}$/.test(id ?? '')) throw usage('outbox', 'Name the mail by its message id: patchbay outbox list shows it.');
  const states = stateOption(values.state);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'outbox');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  if (action === 'list') return list(context, database, act, states);
  if (action === 'cancel') return cancel(context, database, act, Number(id));
  await database.withAccount(account.id, (tx) => (action === 'retry' ? retryOutgoing : sendNow)(tx, act, Number(id)));
  context.printJson({ message_id: Number(id), state: 'queued' });
  context.print('The mail is due now. The server sends it as soon as it runs.');
  return exitCode.done;
}

function stateOption(value: string | undefined): readonly UnsentState[] {
  if (value === undefined) return unsentStates;
  const state = unsentStates.find((one) => one === value);
  if (!state) throw usage('outbox', `--state is one of ${unsentStates.join(', ')}.`);
  return [state];
}

async function list(context: CommandContext, database: Database, act: Act, states: readonly UnsentState[]): Promise<number> {
  const mails: UnsentMail[] = [];
  for (;;) {
    const last = mails.at(-1);
    const page = await database.withAccount(act.accountId, (tx) => findUnsent(tx, act, { states, limit: 200, ...(last && { before: last.messageId }) }));
    mails.push(...page);
    if (page.length < 200) break;
  }
  context.printJson(mails.map(snakeCase));
  if (mails.length === 0) context.print('Nothing waits, failed or bounced.');
  for (const mail of mails) {
    const next = mail.nextAttemptAt === null ? '' : `  next ${mail.nextAttemptAt.slice(0, 16)}`;
    context.print(`${mail.messageId}  ${mail.state}  ${mail.attempts} tries${next}  ${mail.recipients.map((one) => one.address).join(', ')}${mail.lastError === null ? '' : `  ${mail.lastError}`}`);
  }
  return exitCode.done;
}

async function cancel(context: CommandContext, database: Database, act: Act, id: number): Promise<number> {
  const draft = await database.withAccount(act.accountId, (tx) => cancelOutgoing(tx, act, id));
  context.printJson(snakeCase(draft));
  context.print(`Taken back. It said:\n\n${draft.text}`);
  return exitCode.done;
}
