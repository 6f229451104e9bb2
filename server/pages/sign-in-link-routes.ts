import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { noticePage, signInLinkPage } from '#web/claim/index.ts';
import { heldSession, keepSession } from './browser-session.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { pageContext, sendPage, type PageContext, type PagesOptions } from './page-context.ts';

const secretOf = (request: FastifyRequest): string => (request.params as { secret: string }).secret;

/** The link of a platform app that signs its user in, once. The page asks before it does: whatever follows links by itself uses nothing up. */
export function registerSignInLinks(server: FastifyInstance, options: PagesOptions): void {
  const { database, clock } = options;

  server.get('/sign-in/:secret', async (request, reply) => {
    const context = pageContext(request, options);
    const { isSignInLinkUsable } = await import('#core/accounts/index.ts');
    if (!await isSignInLinkUsable(database, { secret: secretOf(request), now: nowText(clock) })) return linkGone(reply, context);
    return sendPage(reply, context, 200, signInLinkPage({ ...context, token: issueFormToken(request, reply, context) }));
  });

  server.post('/sign-in/:secret', async (request, reply) => {
    const context = pageContext(request, options);
    requireOwnForm(request, context);
    const { signInByLink } = await import('#core/platform/index.ts');
    try {
      keepSession(reply, context, options, await signInByLink(database, {
        secret: secretOf(request), now: nowText(clock), address: request.ip, userAgent: request.headers['user-agent'] ?? null, previousSession: heldSession(request, context),
      }));
    } catch (error) {
      if (error instanceof CoreError && (error.code === 'expired' || error.code === 'forbidden')) return linkGone(reply, context);
      throw error;
    }
    return reply.redirect('/', 303);
  });
}

/** Wrong, used, replaced, too old: one page, which tells a guesser nothing. */
function linkGone(reply: FastifyReply, context: PageContext): FastifyReply {
  const { texts } = context;
  return sendPage(reply, context, 410, noticePage({ ...context, title: texts.linkGoneTitle, text: texts.signInLinkGoneText, link: { href: '/login', text: texts.signIn } }));
}
