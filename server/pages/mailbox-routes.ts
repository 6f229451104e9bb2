import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt } from '#core/accounts/index.ts';
import type { ConnectionReport, InviteConnection, Outside, ShownInvite } from '#core/channels/index.ts';
import { CoreError, nowText, systemAct } from '#core/kernel/index.ts';
import { textsFor } from '#web/claim/index.ts';
import { mailboxConnectedPage, mailboxGonePage, mailboxPage, mailboxTextsFor, type MailboxTexts, type MailboxValues } from '#web/mailbox/index.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { formText, pageContext, sendPage, type PagesOptions } from './page-context.ts';

const path = '/authenticate/:id';
/** Of one invitation within 15 minutes: whoever has a link is no way to try passwords or hosts. */
const triesMax = 10;

/** What the page needs of the world outside. */
export type MailboxOutside = Pick<Outside, 'key' | 'testConnection' | 'testMailService' | 'discoverServers' | 'wake'>;

interface Asked { readonly invite: ShownInvite; readonly texts: MailboxTexts }
type Tried = { readonly connection: InviteConnection } | { readonly problem: string; readonly values: MailboxValues | null };

/** The page on which an invited person connects a mailbox. Opening it changes nothing; what counts is the form, and only when the mailbox could be opened with it. */
export function registerMailbox(server: FastifyInstance, options: PagesOptions, outside: MailboxOutside): void {
  const { database, clock } = options;

  server.get(path, async (request, reply) => {
    const asked = await ask(request);
    if (!asked) return gone(request, reply);
    return show(request, reply, asked, { status: 200, values: usualValues(asked.invite), problem: null });
  });

  server.post(path, async (request, reply) => {
    requireOwnForm(request, pageContext(request, options));
    const asked = await ask(request);
    if (!asked) return gone(request, reply);
    const { invite, texts } = asked;
    try {
      await countAttempt(database, { kind: 'mailbox-invite', of: String(invite.id), max: triesMax }, nowText(clock));
    } catch (error) {
      if (!(error instanceof CoreError) || error.code !== 'too-many') throw error;
      return show(request, reply, asked, { status: 429, values: usualValues(invite), problem: texts.tooMany });
    }
    const tried = await attempt(request, asked);
    if ('problem' in tried) return show(request, reply, asked, { status: 422, ...tried });
    const { acceptMailboxInvite } = await import('#core/channels/index.ts');
    try {
      await acceptMailboxInvite(database, await outside.key(), { accountId: invite.accountId, id: invite.id, connection: tried.connection, now: nowText(clock) });
    } catch (error) {
      if (error instanceof CoreError && error.code === 'expired') return gone(request, reply);
      if (!(error instanceof CoreError) || error.code !== 'conflict') throw error;
      return show(request, reply, asked, { status: 409, values: usualValues(invite), problem: error.safeText });
    }
    outside.wake();
    const context = pageContext(request, options);
    return sendPage(reply, context, 200, mailboxConnectedPage({ base: context.texts, texts, nonce: context.nonce, accountName: invite.accountName, address: invite.address }));
  });

  async function ask(request: FastifyRequest): Promise<Asked | null> {
    const { lookUpMailboxInvite, readInviteLink } = await import('#core/channels/index.ts');
    const { expires, signature } = request.query as Record<string, unknown>;
    const now = nowText(clock);
    const link = readInviteLink(await outside.key(), { id: (request.params as { id: string }).id, expires, signature }, now);
    const invite = link && await lookUpMailboxInvite(database, link.id, now);
    return invite ? { invite, texts: mailboxTextsFor(request.headers['accept-language']) } : null;
  }

  /** Opens the mailbox as the form says. */
  async function attempt(request: FastifyRequest, { invite, texts }: Asked): Promise<Tried> {
    const { accountId, address, protocol, hasDirectory } = invite;
    const act = systemAct(accountId, nowText(clock), 'mailbox-invite');
    if (hasDirectory && protocol !== 'imap') {
      const access = { protocol, remoteUser: address };
      const report = await outside.testMailService(act, access);
      return report.ok ? { connection: { access } } : { problem: problemOf(report, texts), values: null };
    }
    const values = readValues(request, invite);
    const secret = formText(request, 'password');
    const server = await serverOf(values, address, texts);
    if ('problem' in server) return { ...server, values };
    const imap = { ...server, userName: values.userName, secret };
    const report = await outside.testConnection('imap', { ...imap, auth: 'password' });
    return report.ok ? { connection: { imap } } : { problem: problemOf(report, texts), values: { ...values, host: server.host, port: String(server.port), security: server.security } };
  }

  async function serverOf({ host, port, security }: MailboxValues, address: string, texts: MailboxTexts): Promise<{ host: string; port: number; security: 'tls' | 'starttls' } | { problem: string }> {
    if (host === '') {
      const { imap } = await outside.discoverServers(address);
      return imap && imap.security !== 'none' ? { host: imap.host, port: imap.port, security: imap.security } : { problem: texts.notFound };
    }
    return /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535 ? { host, port: Number(port), security } : { problem: texts.portWrong };
  }

  function show(request: FastifyRequest, reply: FastifyReply, { invite, texts }: Asked, { status, ...shown }: { status: number; values: MailboxValues | null; problem: string | null }): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, status, mailboxPage({ base: context.texts, texts, nonce: context.nonce, accountName: invite.accountName, address: invite.address, token: issueFormToken(request, reply, context), ...shown }));
  }

  function gone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, 410, mailboxGonePage({ base: textsFor(undefined), texts: mailboxTextsFor(request.headers['accept-language']), nonce: context.nonce }));
  }
}

/** What the form begins with; null: nothing is to be filled in. */
function usualValues({ address, protocol, hasDirectory }: ShownInvite): MailboxValues | null {
  return hasDirectory && protocol !== 'imap' ? null : { host: '', port: '993', security: 'tls', userName: address };
}

function readValues(request: FastifyRequest, { address }: ShownInvite): MailboxValues {
  const security = formText(request, 'security');
  return { host: formText(request, 'host').trim().slice(0, 253), port: formText(request, 'port').trim().slice(0, 5), security: security === 'starttls' ? 'starttls' : 'tls', userName: formText(request, 'userName').trim().slice(0, 320) || address };
}

/** The server's own words, and ours, as the report has them: in English. */
function problemOf({ steps }: ConnectionReport, { failed }: MailboxTexts): string {
  const text = steps.find((step) => !step.ok)?.text;
  return text === undefined ? failed : `${failed} ${text}`;
}
