import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SessionPrincipal } from '#core/accounts/index.ts';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { homePage, waitingPage } from '#web/claim/index.ts';
import { actOf, findSession } from './browser-session.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { formText, pageContext, sendPage, type PageContext, type PagesOptions } from './page-context.ts';

interface Shown { readonly newToken?: { secret: string; name: string; tryIt: string | null }; readonly problem?: string; readonly status?: number }

/** `/` of a claimed and an unclaimed server, and what the owner's page can do. The page stands at `/home`, too, where `/` leads to the console. */
export function registerHome(server: FastifyInstance, options: PagesOptions): void {
  const { database, dialects, demo, clock, consolePath } = options;

  server.get('/', async (request, reply) => {
    const console = consolePath?.() ?? null;
    if (console === null) return home(request, reply);
    const { findAccounts } = await import('#core/accounts/index.ts');
    return (await findAccounts(database)).length > 0 ? reply.redirect(console, 303) : sendPage(reply, pageContext(request, options), 200, waitingPage(pageContext(request, options)));
  });
  server.get('/home', home);

  async function home(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = pageContext(request, options);
    const session = await findSession(request, context, options);
    if (session) return sendHome(request, reply, context, session, {});
    const { findAccounts } = await import('#core/accounts/index.ts');
    if ((await findAccounts(database)).length > 0) return reply.redirect('/login', 303);
    return sendPage(reply, context, 200, waitingPage(context));
  }

  signedIn('/tokens', async (request, reply, context, session) => {
    const { createToken } = await import('#core/accounts/index.ts');
    const dialect = formText(request, 'dialect');
    const name = formText(request, 'name').trim();
    try {
      if (!dialects.some((one) => one.name === dialect)) throw new CoreError('invalid', 'There is no such API.');
      const act = actOf(session, request, options);
      const { secret } = await database.withAccount(session.accountId, (tx) => createToken(tx, act, { userId: session.userId, dialect, name, scopes: 'all', expiresAt: null }));
      return await sendHome(request, reply, context, session, { newToken: { secret, name, tryIt: tryIt(dialect, secret, context.address) } });
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      return sendHome(request, reply, context, session, { problem: error.safeText, status: error.code === 'forbidden' ? 403 : 422 });
    }
  });

  signedIn('/tokens/:id/revoke', async (request, reply, _context, session) => {
    const { revokeToken } = await import('#core/accounts/index.ts');
    const id = Number((request.params as { id: string }).id);
    const act = actOf(session, request, options);
    if (Number.isSafeInteger(id)) {
      await database.withAccount(session.accountId, (tx) => revokeToken(tx, act, id)).catch((error: unknown) => {
        if (!(error instanceof CoreError && error.code === 'not-found')) throw error;
      });
    }
    return reply.redirect('/home', 303);
  });

  signedIn('/demo', async (_request, reply, _context, session) => {
    if (!session.permissions.has('account.write')) throw new CoreError('forbidden', 'This needs the permission account.write.');
    demo.start({ now: nowText(clock), userId: session.userId });
    return reply.redirect('/home', 303);
  });

  function signedIn(path: string, handle: (request: FastifyRequest, reply: FastifyReply, context: PageContext, session: SessionPrincipal) => Promise<FastifyReply>): void {
    server.post(path, async (request, reply) => {
      const context = pageContext(request, options);
      requireOwnForm(request, context);
      const session = await findSession(request, context, options);
      return session ? handle(request, reply, context, session) : reply.redirect('/login', 303);
    });
  }

  async function sendHome(request: FastifyRequest, reply: FastifyReply, context: PageContext, session: SessionPrincipal, { newToken, problem, status = 200 }: Shown): Promise<FastifyReply> {
    const { findTokens, getAccount, getUser } = await import('#core/accounts/index.ts');
    const account = await getAccount(database, session.accountId);
    const act = actOf(session, request, options);
    const { user, tokens } = await database.withAccount(session.accountId, async (tx) => ({
      user: await getUser(tx, session.userId), tokens: await findTokens(tx, act, { userId: session.userId }),
    }), { readOnly: true });
    return sendPage(reply, context, status, homePage({
      ...context, token: issueFormToken(request, reply, context),
      name: user?.name ?? '', company: account?.name ?? '', slug: account?.slug ?? '',
      apis: dialects.map(({ name, title }) => ({ name, title })),
      tokens: tokens.filter(({ revokedAt }) => revokedAt === null),
      consolePath: consolePath?.() ?? null, newToken: newToken ?? null, problem: problem ?? null, demo: demo.progress,
    }));
  }

  /** A call that needs nothing but the token: the API's first operation that is read without parameters in its path. */
  function tryIt(dialectName: string, secret: string, address: string): string | null {
    const dialect = dialects.find(({ name }) => name === dialectName);
    const operation = dialect?.operations.find(({ method, path }) => method === 'GET' && !path.includes('{'));
    if (!operation || dialect?.door.scheme['scheme'] !== 'bearer') return null;
    return `curl -H 'Authorization: Bearer ${secret}' ${address}${operation.path}`;
  }
}
