import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt } from '#core/accounts/index.ts';
import type { ConnectionReport, InviteConnection, MailboxProtocol, Outside, ServiceProtocol, ShownInvite } from '#core/channels/index.ts';
import { CoreError, nowText, systemAct } from '#core/kernel/index.ts';
import { textsFor } from '#web/claim/index.ts';
import { mailboxConnectedPage, mailboxGonePage, mailboxPage, mailboxTextsFor, type MailboxTexts, type MailboxValues } from '#web/mailbox/index.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { beginConsentIn, consentPath, endConsentIn } from './mailbox-consent.ts';
import { formText, pageContext, sendPage, type PagesOptions } from './page-context.ts';

const path = '/authenticate/:id';
/** Of one invitation within 15 minutes: whoever has a link is no way to try passwords or hosts. */
const triesMax = 10;

/** What the page needs of the world outside. */
export type MailboxOutside = Pick<Outside, 'key' | 'testConnection' | 'testMailService' | 'beginConsent' | 'finishConsent' | 'discoverServers' | 'wake'>;

interface Asked { readonly invite: ShownInvite; readonly texts: MailboxTexts; /** Of the link. */ readonly expires: number }
/** What the page begins with: a form, or where to go. */
type Shown = Parameters<typeof mailboxPage>[0]['values'];
type Tried = { readonly connection: InviteConnection } | { readonly problem: string; readonly values: Shown };

/** The page on which an invited person connects a mailbox. Opening it changes nothing; what counts is the form, and only when the mailbox could be opened with it. */
export function registerMailbox(server: FastifyInstance, options: PagesOptions, outside: MailboxOutside): void {
  const { database, clock } = options;

  server.get(path, async (request, reply) => {
    const asked = await ask(request);
    if (!asked) return gone(request, reply);
    return show(request, reply, asked, { status: 200, values: await usualValues(asked), problem: null });
  });

  /** To the service, where the person signs in and consents. Changes nothing here: it may be opened by whatever looks at links. */
  server.get(`${path}/consent`, async (request, reply) => {
    const asked = await ask(request);
    const { publicUrl } = options;
    if (!asked || !isPersons(asked.invite)) return gone(request, reply);
    const { invite, texts, expires } = asked;
    // One address to come back to, and not the one that a request names.
    if (publicUrl === undefined) return show(request, reply, asked, { status: 409, values: await usualValues(asked), problem: texts.noAddress });
    const { isHttps } = pageContext(request, options);
    const { state, challenge } = beginConsentIn(reply, await outside.key(), { inviteId: invite.id, expires, nowMs: clock.nowMs(), isHttps });
    const url = await outside.beginConsent(systemAct(invite.accountId, nowText(clock), 'mailbox-invite'), invite.protocol, { address: invite.address, redirectUri: `${publicUrl}${consentPath}`, state, challenge });
    return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(url, 303);
  });

  /** Back from the service. Whatever is not this browser's own way is the page for links that are worth nothing. */
  server.get(consentPath, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { state, code, error } = request.query as Record<string, unknown>;
    const { isHttps } = pageContext(request, options);
    const { publicUrl } = options;
    const now = nowText(clock);
    const begun = typeof state === 'string' ? endConsentIn(request, reply, await outside.key(), { state, nowMs: clock.nowMs(), isHttps }) : null;
    const { lookUpMailboxInvite, acceptMailboxInvite } = await import('#core/channels/index.ts');
    const invite = begun && await lookUpMailboxInvite(database, begun.inviteId, now);
    if (!begun || !invite || !isPersons(invite) || publicUrl === undefined) return gone(request, reply);
    const asked: Asked = { invite, texts: mailboxTextsFor(request.headers['accept-language']), expires: begun.expires };
    const { texts } = asked;
    if (typeof code !== 'string' || code === '' || code.length > 4_096 || error !== undefined) return show(request, reply, asked, { status: 409, values: await usualValues(asked), problem: texts.declined });
    try {
      await countAttempt(database, { kind: 'mailbox-invite', of: String(invite.id), max: triesMax }, now);
      const access = await outside.finishConsent(systemAct(invite.accountId, now, 'mailbox-invite'), invite.protocol, { address: invite.address, redirectUri: `${publicUrl}${consentPath}`, code, verifier: begun.verifier });
      await acceptMailboxInvite(database, await outside.key(), { accountId: invite.accountId, id: invite.id, connection: { access }, now: nowText(clock) });
    } catch (failure) {
      if (!(failure instanceof CoreError)) throw failure;
      if (failure.code === 'expired') return gone(request, reply);
      const problem = failure.code === 'too-many' ? texts.tooMany : `${texts.failed} ${failure.safeText}`;
      return show(request, reply, asked, { status: failure.code === 'too-many' ? 429 : 409, values: await usualValues(asked), problem });
    }
    outside.wake();
    return connected(request, reply, asked);
  });

  server.post(path, async (request, reply) => {
    requireOwnForm(request, pageContext(request, options));
    const asked = await ask(request);
    if (!asked) return gone(request, reply);
    const { invite, texts } = asked;
    if (isPersons(invite)) return show(request, reply, asked, { status: 409, values: await usualValues(asked), problem: null });
    try {
      await countAttempt(database, { kind: 'mailbox-invite', of: String(invite.id), max: triesMax }, nowText(clock));
    } catch (error) {
      if (!(error instanceof CoreError) || error.code !== 'too-many') throw error;
      return show(request, reply, asked, { status: 429, values: await usualValues(asked), problem: texts.tooMany });
    }
    const tried = await attempt(request, asked);
    if ('problem' in tried) return show(request, reply, asked, { status: 422, ...tried });
    const { acceptMailboxInvite } = await import('#core/channels/index.ts');
    try {
      await acceptMailboxInvite(database, await outside.key(), { accountId: invite.accountId, id: invite.id, connection: tried.connection, now: nowText(clock) });
    } catch (error) {
      if (error instanceof CoreError && error.code === 'expired') return gone(request, reply);
      if (!(error instanceof CoreError) || error.code !== 'conflict') throw error;
      return show(request, reply, asked, { status: 409, values: await usualValues(asked), problem: error.safeText });
    }
    outside.wake();
    return connected(request, reply, asked);
  });

  function connected(request: FastifyRequest, reply: FastifyReply, { invite, texts }: Asked): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, 200, mailboxConnectedPage({ base: context.texts, texts, nonce: context.nonce, accountName: invite.accountName, address: invite.address }));
  }

  async function ask(request: FastifyRequest): Promise<Asked | null> {
    const { lookUpMailboxInvite, readInviteLink } = await import('#core/channels/index.ts');
    const { expires, signature } = request.query as Record<string, unknown>;
    const now = nowText(clock);
    const link = readInviteLink(await outside.key(), { id: (request.params as { id: string }).id, expires, signature }, now);
    const invite = link && await lookUpMailboxInvite(database, link.id, now);
    return link && invite ? { invite, texts: mailboxTextsFor(request.headers['accept-language']), expires: link.expires } : null;
  }

  /** Opens the mailbox as the form says. */
  async function attempt(request: FastifyRequest, { invite, texts }: Asked): Promise<Tried> {
    const { accountId, address, protocol, opener } = invite;
    const act = systemAct(accountId, nowText(clock), 'mailbox-invite');
    if (opener === 'company' && protocol !== 'imap') {
      const access = { protocol, remoteUser: address };
      const report = await outside.testMailService(act, access);
      return report.ok ? { connection: { access } } : { problem: problemOf(report, texts), values: 'company' };
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

  function show(request: FastifyRequest, reply: FastifyReply, { invite, texts }: Asked, { status, ...shown }: { status: number; values: Shown; problem: string | null }): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, status, mailboxPage({ base: context.texts, texts, nonce: context.nonce, accountName: invite.accountName, address: invite.address, token: issueFormToken(request, reply, context), ...shown }));
  }

  /** What the page begins with: a form, nothing to fill in, or where the person signs in and consents. */
  async function usualValues({ invite, expires }: Asked): Promise<Shown> {
    const { id, address, protocol, opener } = invite;
    if (isPersons(invite)) {
      const { signInviteLink } = await import('#core/channels/index.ts');
      const { pathname, search } = new URL(signInviteLink(await outside.key(), 'http://here', { id, expiresAt: new Date(expires * 1_000).toISOString() }));
      return { href: `${pathname}/consent${search}` };
    }
    return opener === 'company' && protocol !== 'imap' ? 'company' : { host: '', port: '993', security: 'tls', userName: address };
  }

  function gone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, 410, mailboxGonePage({ base: textsFor(undefined), texts: mailboxTextsFor(request.headers['accept-language']), nonce: context.nonce }));
  }
}

function isPersons(invite: ShownInvite): invite is ShownInvite & { readonly protocol: ServiceProtocol } {
  return invite.opener === 'person' && invite.protocol !== ('imap' satisfies MailboxProtocol);
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
