import { findConnections, openConnection, type ChannelConnection } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { oauthKeeper } from '../imap/oauth-keeper.ts';
import type { SendContext, SmtpRelay } from './send-context.ts';
import type { SmtpAuth, SmtpServer } from './smtp/smtp-server.ts';

/** The server a channel's mail goes through: its own, else the relay. Null: there is neither. Throws an Error with words for people where it cannot be dialled as it is set. */
export async function findServer(context: SendContext, act: Act, channelId: number): Promise<SmtpServer | null> {
  const has = (await context.database.withAccount(act.accountId, (tx) => findConnections(tx, act, [channelId]))).some((one) => one.kind === 'smtp');
  if (!has) return context.relay === null ? null : relayServer(context.relay);
  const key = await context.key();
  const connection = await context.database.withAccount(act.accountId, (tx) => openConnection(tx, act, key, channelId, 'smtp'));
  if (!connection) return null;
  const { address, servername } = await context.resolveHost(connection.host);
  return {
    address, name: servername, port: connection.port, security: connection.security, label: `${connection.host}:${connection.port}`,
    auth: await authOf(context, act, connection),
  };
}

async function authOf(context: SendContext, act: Act, connection: ChannelConnection & { readonly secret: string | null }): Promise<SmtpAuth> {
  const { auth, userName, secret, channelId } = connection;
  if (auth === 'none') return { kind: 'none' };
  if (auth === 'oauth') return { kind: 'oauth', user: userName, accessToken: await context.accessToken(secret, oauthKeeper(context, act, channelId, 'smtp')) };
  if (secret === null) throw new Error('No password is set for the SMTP server of this channel.');
  return { kind: 'password', user: userName, password: secret };
}

/** The relay as a server to dial. */
export function relayServer({ host, port, security, user, password }: SmtpRelay): SmtpServer {
  const isAddress = /^[\d.]+$|:/.test(host);
  return {
    address: host, name: isAddress ? null : host, port, security, label: `${host}:${port}`,
    auth: user === null ? { kind: 'none' } : { kind: 'password', user, password: password ?? '' },
  };
}
