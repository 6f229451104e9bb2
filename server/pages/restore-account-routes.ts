import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { noticePage, restoreAccountPage } from '#web/claim/index.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { pageContext, sendPage, type PageContext, type PagesOptions } from './page-context.ts';

/** What whoever deleted the account was given, or what owners were mailed, which needs the server's key. */
const secretOf = (request: FastifyRequest): string => (request.params as { secret: string }).secret;

/** The link that undoes the deletion of an account. Nobody can sign in to it, so the link is the right; the page asks before it does. */
export function registerRestoreAccount(server: FastifyInstance, options: PagesOptions): void {
  const { database, clock, mailboxes } = options;
  const key = async () => (mailboxes === undefined ? null : mailboxes.key());

  server.get('/restore-account/:secret', async (request, reply) => {
    const context = pageContext(request, options);
    const { findDeletionToUndo } = await import('#core/accounts/index.ts');
    const found = await findDeletionToUndo(database, secretOf(request), await key());
    if (!found) return linkGone(reply, context);
    return sendPage(reply, context, 200, restoreAccountPage({ ...context, accountName: found.accountName, day: found.eraseAfter.slice(0, 10), token: issueFormToken(request, reply, context) }));
  });

  server.post('/restore-account/:secret', async (request, reply) => {
    const context = pageContext(request, options);
    requireOwnForm(request, context);
    const { restoreAccountBySecret } = await import('#core/accounts/index.ts');
    try {
      await restoreAccountBySecret(database, { secret: secretOf(request), key: await key(), now: nowText(clock), source: 'page', address: request.ip });
    } catch (error) {
      if (error instanceof CoreError && error.code === 'expired') return linkGone(reply, context);
      throw error;
    }
    const { texts } = context;
    return sendPage(reply, context, 200, noticePage({ ...context, title: texts.restoredTitle, text: texts.restoredText, link: { href: '/login', text: texts.signIn } }));
  });
}

/** Wrong, used, too late: one page, which tells a guesser nothing. */
function linkGone(reply: FastifyReply, context: PageContext): FastifyReply {
  const { texts } = context;
  return sendPage(reply, context, 410, noticePage({ ...context, title: texts.linkGoneTitle, text: texts.restoreGoneText, link: { href: '/login', text: texts.signIn } }));
}
