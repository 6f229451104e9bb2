import { parseArgs } from 'node:util';
import { loadSecretKey, type SecretKey } from '#core/accounts/index.ts';
import {
  connectMailbox, disableChannel, enableChannel, findChannelByAddress, findChannels, findConnections, openConnection,
  type Backfill, type Channel, type ConnectionInput, type ConnectionKind, type MailboxInput,
} from '#core/channels/index.ts';
import { findMailboxHealth } from '#core/desk/index.ts';
import { CoreError, notFound, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { connectionFromUrl } from './channel/connection-url.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { passwordOption, passwordOptions } from './password-option.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay channel create --account ID --kind email --address A [--imap URL] [--smtp URL] [--password-stdin] [options]
patchbay channel list --account ID
patchbay channel test A --account ID
patchbay channel disable A --account ID
patchbay channel enable A --account ID

Mailboxes: where mail is read and sent. A running server notices within seconds.

  --account ID         the account's number or slug
  --kind email         the only kind so far
  --address A          the address that customers write to
  --name N             how it is called (default: its address)
  --list               list mode: one conversation per mail thread, whoever writes; only for a new channel
  --imap URL           where its mail is read: imaps://user@host, imap+starttls://user@host:143; write @ in a user name as %40.
                       imap+insecure:// is for a server on the same machine. Without a user: the address
  --smtp URL           where its mail is sent through: smtps://, smtp+starttls://, smtp+insecure://
  --password-stdin     the password of both, from the first line of stdin (--password P is seen by other users of the machine)
  --oauth              what comes on stdin is no password but JSON on one line: {"tokenEndpoint","clientId","clientSecret","refreshToken"}
  --folders F          a folder that is read; may be repeated. Default: INBOX and the folder of sent mail
  --backfill now|30d|all   how much of what is there already is read (default: now)
  --mark-seen          mark mail as read on the server once it is stored
  --discover           find the servers of the address (providers, SRV, autoconfig) instead of --imap and --smtp
  --json               the result as JSON on stdout

create     makes the channel or changes the present one; what is not named stays. Without --imap the address takes mail by the SMTP listener only
list       channels with their servers, how far each folder is read, and what is wrong
test       dials and signs in, step by step; sends nothing. Also looks at SPF, DKIM and DMARC. Exit code 1 where a step fails
disable    reads and sends nothing from now on; its history stays`;

export const command: Command = { name: 'channel', summary: 'connect, list, test and disable mailboxes', help, run };

const actions = ['create', 'list', 'test', 'disable', 'enable'];
interface Values {
  kind?: string; address?: string; name?: string; list?: boolean; imap?: string; smtp?: string; oauth?: boolean; folders?: string[]; backfill?: string; 'mark-seen'?: boolean; discover?: boolean;
  password?: string; 'password-stdin'?: boolean;
}

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [action = '', ...rest] } = parseArgs({
    args: [...context.args], allowPositionals: true,
    options: {
      account: { type: 'string' }, kind: { type: 'string' }, address: { type: 'string' }, name: { type: 'string' }, list: { type: 'boolean' }, imap: { type: 'string' }, smtp: { type: 'string' },
      oauth: { type: 'boolean' }, folders: { type: 'string', multiple: true }, backfill: { type: 'string' }, 'mark-seen': { type: 'boolean' }, discover: { type: 'boolean' }, ...passwordOptions,
    },
  });
  if (!actions.includes(action)) throw usage('channel', `Say what to do: ${actions.join(', ')}.`);
  const address = rest[0] ?? values.address;
  if (rest.length > 1 || (action === 'list' && address !== undefined)) throw usage('channel', `"${rest.at(-1) ?? address}" is one word too many.`);
  if (action !== 'list' && address === undefined) throw usage('channel', 'Name the channel by its address.');
  const input = action === 'create' ? await readInput(context, address!, values) : null;
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'channel');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  if (action === 'list') return list(context, database, act);
  if (action === 'create') return create(context, database, act, input!);
  if (action === 'test') return test(context, database, act, address!);
  return setDisabled(context, database, act, address!, action === 'disable');
}

async function readInput(context: CommandContext, address: string, values: Values): Promise<MailboxInput> {
  if (values.kind !== undefined && values.kind !== 'email') throw usage('channel', `--kind: there is no kind "${values.kind}", only email.`);
  if (values.backfill !== undefined && !['now', '30d', 'all'].includes(values.backfill)) throw usage('channel', '--backfill must be now, 30d or all.');
  if (values.discover && (values.imap ?? values.smtp) !== undefined) throw usage('channel', 'Give --discover, or the servers with --imap and --smtp.');
  const isReadingGiven = values.folders !== undefined || values.backfill !== undefined || values['mark-seen'] !== undefined;
  if (isReadingGiven && values.imap === undefined && !values.discover) throw usage('channel', '--folders, --backfill and --mark-seen need --imap or --discover: they say what is read there.');
  const urlOptions = { userDefault: address, isOauth: values.oauth ?? false };
  const dialled = {
    ...(values.imap === undefined ? {} : { imap: connectionFromUrl('imap', values.imap, urlOptions) }),
    ...(values.smtp === undefined ? {} : { smtp: connectionFromUrl('smtp', values.smtp, urlOptions) }),
  };
  const found = values.discover ? await discover(context, address, values.oauth ?? false) : dialled;
  const secret = await passwordOption(context, values, 'channel');
  const withSecret = (connection: Omit<ConnectionInput, 'options' | 'secret'>): Omit<ConnectionInput, 'options'> => (secret === null ? connection : { ...connection, secret });
  return {
    address, ...(values.name === undefined ? {} : { name: values.name }), ...(values.list === undefined ? {} : { isList: values.list }),
    ...(found.imap ? { imap: withSecret(found.imap) } : {}), ...(found.smtp ? { smtp: withSecret(found.smtp) } : {}),
    reading: {
      ...(values.folders === undefined ? {} : { folders: values.folders }), ...(values.backfill === undefined ? {} : { backfill: values.backfill as Backfill }),
      ...(values['mark-seen'] === undefined ? {} : { markSeen: values['mark-seen'] }),
    },
  };
}

async function discover(context: CommandContext, address: string, isOauth: boolean): Promise<Partial<Record<ConnectionKind, Omit<ConnectionInput, 'options' | 'secret'>>>> {
  const { discoverServers } = await import('#channels/email/connect/discover-servers.ts');
  const found = await discoverServers(address, { outbound: await outboundRules(context) });
  if (found.advice !== null) context.note(found.advice);
  if (!found.imap && !found.smtp) throw new CoreError('not-found', `No mail server was found for ${address}. Name it with --imap and --smtp.`);
  for (const [kind, server] of [['imap', found.imap], ['smtp', found.smtp]] as const) if (server) context.note(`${kind}: ${server.host}:${server.port} (${server.security}), found by ${found.foundBy}`);
  const auth = isOauth ? 'oauth' as const : 'password' as const;
  return { ...(found.imap ? { imap: { ...found.imap, auth } } : {}), ...(found.smtp ? { smtp: { ...found.smtp, auth } } : {}) };
}

async function create(context: CommandContext, database: Database, act: Act, input: MailboxInput): Promise<number> {
  const key = await secretKey(context);
  const channel = await database.withAccount(act.accountId, async (tx) => {
    const present = await findChannelByAddress(tx, act, input.address);
    const kept = present && input.imap ? (await findConnections(tx, act, [present.id])).find(({ kind }) => kind === 'imap')?.options : undefined;
    return connectMailbox(tx, act, key, { ...input, reading: { ...kept, ...input.reading } });
  });
  if (input.isList !== undefined && channel.isList !== input.isList) context.note(`The channel is there already, ${channel.isList ? 'in list mode' : 'not in list mode'}; it stays so.`);
  context.printJson({ id: channel.id, address: channel.address, created: channel.created });
  context.print(`${channel.created ? 'Made' : 'Changed'}: channel ${channel.id}, ${channel.address}. Test it: patchbay channel test ${channel.address} --account ${act.accountId}`);
  return exitCode.done;
}

async function list(context: CommandContext, database: Database, act: Act): Promise<number> {
  const { channels, connections, health } = await database.withAccount(act.accountId, async (tx) => ({
    channels: await findChannels(tx, act), connections: await findConnections(tx, act), health: await findMailboxHealth(tx, act),
  }));
  const rows = channels.map((channel) => ({
    ...snakeCase(channel), connections: connections.filter(({ channelId }) => channelId === channel.id).map(snakeCase),
    health: healthJson(health.find(({ channelId }) => channelId === channel.id)),
  }));
  context.printJson(rows);
  if (channels.length === 0) context.print('There are no channels.');
  for (const channel of channels) {
    const own = connections.filter(({ channelId }) => channelId === channel.id);
    context.print(`${channel.id}  ${channel.address ?? channel.name}  ${channel.kind}${channel.isList ? ', list' : ''}${channel.disabledAt ? ', disabled' : ''}  ${own.map(({ kind, host, port }) => `${kind} ${host}:${port}`).join(', ') || 'no server set'}`);
    const state = health.find(({ channelId }) => channelId === channel.id);
    if (state?.failingSince) context.print(`    fails since ${state.failingSince}: ${state.errorText}`);
    for (const folder of state?.folders ?? []) {
      const backfill = folder.backfillTotal === 0 ? '' : `, older mail ${folder.backfillTotal - folder.backfillLeft} of ${folder.backfillTotal}`;
      context.print(`    ${folder.folder}  ${folder.stored} stored, ${folder.backlog} waiting${backfill}, seen ${folder.seenAt}${folder.errorText === null ? '' : `: ${folder.errorText}`}`);
    }
    if (state?.sending) context.print(`    mail cannot be sent since ${state.sending.failingSince}: ${state.sending.label}: ${state.sending.errorText}`);
    if (state && state.addressesElsewhere.length > 0) context.print(`    mail for ${state.addressesElsewhere.join(', ')} that is handed over by SMTP goes to another account of this server, which had it first: use another address, or have it given up there (an alias that is removed is this account's within the hour, the address of a channel that is disabled after 14 days)`);
    if (state && state.unprovedOurs > 0) context.print(`    ${state.unprovedOurs} mails of the last 30 days say they are from you and nothing shows it: they count as a customer's. Sign your mail (DKIM), trust the server that checks it (settings of the channel), or waive the proof for your domain`);
    if (state && state.quarantined > 0) context.print(`    ${state.quarantined} in quarantine: patchbay quarantine list --account ${act.accountId}`);
  }
  return exitCode.done;
}

function healthJson(state: Awaited<ReturnType<typeof findMailboxHealth>>[number] | undefined): object | null {
  return state === undefined ? null : { ...snakeCase(state), folders: state.folders.map(snakeCase) };
}

async function test(context: CommandContext, database: Database, act: Act, address: string): Promise<number> {
  const key = await secretKey(context);
  const connections = await database.withAccount(act.accountId, async (tx) => {
    const channel = await findChannelByAddress(tx, act, address);
    if (!channel) throw notFound('channel');
    const opened = [];
    for (const { kind } of await findConnections(tx, act, [channel.id])) opened.push(await openConnection(tx, act, key, channel.id, kind));
    return opened;
  });
  if (connections.length === 0) throw new CoreError('not-found', 'This channel has no mail server. Set one: patchbay channel create --imap URL --smtp URL');
  const [{ testConnection }, { oauthKeeper }, { checkSendingDomain }, outbound] = await Promise.all([
    import('#channels/email/connect/test-connection.ts'), import('#channels/email/imap/oauth-keeper.ts'), import('#channels/email/connect/check-sending-domain.ts'), outboundRules(context),
  ]);
  const results: Record<string, unknown> = {};
  let isOk = true;
  for (const connection of connections) {
    if (!connection) continue;
    const keeper = oauthKeeper({ database, key: async () => key }, act, connection.channelId, connection.kind);
    const report = await testConnection(connection.kind, { ...connection, keeper }, outbound);
    results[connection.kind] = report;
    if (!report.ok) isOk = false;
    for (const { step, ok, text } of report.steps) context.print(`${connection.kind}  ${ok ? 'ok    ' : 'FAILED'}  ${step}: ${text}`);
  }
  const hints = await checkSendingDomain(address);
  for (const { name, state, text } of hints) context.print(`domain  ${state}  ${name}: ${text}`);
  context.printJson({ ok: isOk, ...results, domain: hints });
  return isOk ? exitCode.done : exitCode.failed;
}

async function setDisabled(context: CommandContext, database: Database, act: Act, address: string, isDisabling: boolean): Promise<number> {
  const channel = await channelOf(database, act, address);
  await database.withAccount(act.accountId, (tx) => (isDisabling ? disableChannel : enableChannel)(tx, act, channel.id));
  context.printJson({ id: channel.id, address: channel.address, disabled: isDisabling });
  context.print(`Channel ${channel.id}, ${channel.address}, is ${isDisabling ? 'disabled: it reads and sends nothing' : 'enabled'}.`);
  return exitCode.done;
}

async function channelOf(database: Database, act: Act, address: string): Promise<Channel> {
  const channel = await database.withAccount(act.accountId, (tx) => findChannelByAddress(tx, act, address));
  if (!channel) throw notFound('channel');
  return channel;
}

async function secretKey(context: CommandContext): Promise<SecretKey> {
  return loadSecretKey({ env: context.env, dataDir: context.dataDir });
}

async function outboundRules(context: CommandContext): Promise<{ allow: readonly string[] }> {
  const { readConfig } = await import('../config.ts');
  return { allow: readConfig({ ...context.env }).outboundAllow };
}
