import { parseArgs } from 'node:util';
import { setAccountZone } from '#core/accounts/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { countChannel, findImports, reclassifyMail, undoImport } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { consumers } from '../consumers.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { progressLine } from './progress-line.ts';

const help = `patchbay import PATH... --account ID --channel ADDRESS [options]
patchbay import batches --account ID
patchbay import undo BATCH --account ID

Reads mail from files into a channel: mbox (plain, .gz, .xz; mboxrd quoting), single .eml files, Maildir,
directories of mails and mbox files.
Silent: nothing is sent, no rule and no webhook acts on it. Repeatable: a mail that is here already is not stored again, so an
import that was stopped is run again and goes on where it was. Undoable as a batch: "import undo BATCH"; an import that still
runs has to be stopped first. Undo takes away all that the batch brought, but threads that one of its mails united stay united.

  --account ID            the account's number or slug
  --channel ADDRESS       the mailbox these mails belong to; made where it is not there
  --list                  list mode, for a channel made here: the address is a mailing list, one conversation per thread
  --internal-domain D     a mail domain of yours, may be repeated: mail from it is an answer, not a question
  --timezone Z            for Date headers that name no zone, and the account's local days; an IANA name such as Europe/Berlin
  --json                  the result as JSON on stdout

A path named "batches" or "undo" is written ./batches or ./undo.
Every path is looked at before anything is written. Mails that cannot be read are kept byte for byte in quarantine and counted,
files of a directory that are no mail are skipped and counted; the exit code is then 3. Where a file breaks off, what was read of
it is stored, "failed" says why, and the exit code is 1. An mbox whose first "From " line is malformed is refused so before anything is written.`;

export const command: Command = { name: 'import', summary: 'read mail from files into a channel', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...context.args], allowPositionals: true,
    options: {
      account: { type: 'string' }, channel: { type: 'string' }, list: { type: 'boolean' }, 'internal-domain': { type: 'string', multiple: true }, timezone: { type: 'string' },
    },
  });
  const [first, ...rest] = positionals;
  if (first === undefined) throw usage('import', 'Name at least one file or directory.');
  const isBatchCommand = first === 'batches' || first === 'undo';
  if (!isBatchCommand && values.channel === undefined) throw usage('import', 'Name the channel with --channel ADDRESS.');
  if (values.timezone !== undefined) checkZone(values.timezone);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'import');
  const act = systemAct(account.id, nowText(context.clock), 'cli', 'import');
  if (first === 'batches') return listBatches(context, database, act);
  if (first === 'undo') return undo(context, database, act, rest);

  const { ImportFailed, importMail, openMailPaths } = await import('#channels/email/import/index.ts'); // parse workers only where they are needed
  const opened = await openMailPaths(positionals).catch((error: unknown) => {
    if (!(error instanceof CoreError) || error.key !== 'mbox-malformed') throw error;
    context.printJson({ read: 0, stored: 0, already_held: 0, quarantined: 0, failed: error.safeText });
    context.note(`${error.safeText}\nNothing was imported.`);
    return null;
  });
  if (opened === null) return exitCode.failed;
  const { channel, domainsChanged } = await database.withAccount(account.id, async (tx) => {
    const { changed } = await addInternalDomains(tx, act, (values['internal-domain'] ?? []).map((domain) => domain.toLowerCase()));
    return { domainsChanged: changed, channel: await ensureChannel(tx, act, { kind: 'email', address: values.channel!, isList: values.list ?? false }) };
  });
  if (channel.isList !== (values.list ?? false)) {
    context.note(`The channel ${channel.address} is there already, ${channel.isList ? 'in list mode' : 'not in list mode'}; it stays so.`);
  }
  if (domainsChanged) await database.withAccount(account.id, (tx) => reclassifyMail(tx, act), { timeoutMs: 600_000 });
  if (values.timezone !== undefined && values.timezone !== account.zone) await database.withAccount(account.id, (tx) => setAccountZone(tx, act, values.timezone!));

  const started = performance.now();
  const progress = progressLine(context);
  let batchId: number | null = null;
  const forget = onInterrupt(() => {
    progress.end();
    context.note(`Stopped. Run the same command again to go on.${batchId === null ? '' : ` To undo it, a minute from now: patchbay import undo ${batchId} --account ${account.id}`}`);
  });
  let failed: string | null = null;
  const result = await importMail(database, openFileStore({ dir: context.filesDir }), act, {
    paths: positionals, opened, channel, zone: values.timezone ?? account.zone,
    onProgress: (state) => {
      batchId = state.batchId;
      progress.show(`${state.read} read, ${state.stored} new${percentOf(state.bytesRead, state.bytesTotal)}`);
    },
  }).catch((error: unknown) => {
    if (!(error instanceof ImportFailed)) throw error;
    failed = error.safeText;
    return error.result;
  }).finally(() => {
    forget();
    progress.end();
  });
  progress.show('counting reply times');
  await catchUp(database, consumers);
  progress.end();
  const sums = await database.withAccount(account.id, (tx) => countChannel(tx, channel.id));
  const summary = {
    read: result.read, stored: result.stored, already_held: result.alreadyHeld, quarantined: result.quarantined, threads: sums.threads, conversations: sums.conversations,
    seconds: Math.round((performance.now() - started) / 100) / 10, batch_id: result.batchId, channel_id: channel.id, skipped: result.skipped,
    ...(failed === null ? {} : { failed }),
  };
  context.printJson(summary);
  context.print(`${summary.read} read, ${summary.stored} stored, ${summary.already_held} already held, ${summary.quarantined} quarantined: `
    + `${summary.threads} threads, ${summary.conversations} conversations in ${summary.seconds} s. Undo: patchbay import undo ${summary.batch_id} --account ${account.id}`);
  if (result.skipped > 0) context.note(`${result.skipped} ${result.skipped === 1 ? 'file' : 'files'} skipped: they are no mail.`);
  if (failed !== null) context.note(failed);
  if (failed !== null) return exitCode.failed;
  return result.quarantined > 0 || result.skipped > 0 ? exitCode.exceptions : exitCode.done;
}

/** Says something at Ctrl-C, which then ends the process as it always does. Returns how to take it back. */
function onInterrupt(say: () => void): () => void {
  const receive = (): void => {
    say();
    process.kill(process.pid, 'SIGINT'); // `once` has taken the listener away
  };
  process.once('SIGINT', receive);
  return () => { process.removeListener('SIGINT', receive); };
}

async function listBatches(context: CommandContext, database: Database, act: Act): Promise<number> {
  const batches = await database.withAccount(act.accountId, (tx) => findImports(tx, act));
  context.printJson(batches);
  if (batches.length === 0) context.print('No import so far.');
  for (const batch of batches) context.print(`${batch.id}  ${batch.state.padEnd(7)}  ${batch.startedAt.slice(0, 19)}  ${batch.counts.stored ?? 0} stored  ${batch.source}`);
  return 0;
}

async function undo(context: CommandContext, database: Database, act: Act, rest: readonly string[]): Promise<number> {
  const batchId = Number(rest[0]);
  if (rest.length !== 1 || !Number.isSafeInteger(batchId)) throw usage('import', 'Name one batch: import undo BATCH --account ID. "import batches" lists them.');
  const progress = progressLine(context);
  const result = await undoImport(database, act, batchId, (removed) => progress.show(`${removed} removed`)).finally(() => progress.end());
  await catchUp(database, consumers);
  context.printJson(result);
  context.print(`${result.removed} copies removed; the same files can be imported again.`);
  return 0;
}

function percentOf(read: number, total: number | null): string {
  return total === null || total === 0 ? '' : `, ${Math.min(100, Math.floor((read / total) * 100))} %`;
}

function checkZone(zone: string): void {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
  } catch {
    throw new CoreError('invalid', `--timezone: "${zone}" is no time zone. Use an IANA name such as Europe/Berlin.`);
  }
}
