import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { filled, signInPage } from '#web/claim/index.ts';
import { heldSession, keepSession, signOut } from './browser-session.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { formText, pageContext, sendPage, type PageContext, type PagesOptions } from './page-context.ts';

/** Sign-in by password, with a code where the user has a second factor, and sign-out. */
export function registerSignIn(server: FastifyInstance, options: PagesOptions): void {
  server.get('/login', async (request, reply) => {
    const context = pageContext(request, options);
    return sendForm(request, reply, context, 200, { problem: null, wantsCode: false });
  });

  server.post('/login', async (request, reply) => {
    const context = pageContext(request, options);
    requireOwnForm(request, context);
    try {
      const outcome = await enter(request, reply, context);
      if (outcome === 'in') return await reply.redirect('/', 303);
      return sendForm(request, reply, context, 401, { problem: context.texts.codeWanted, wantsCode: true });
    } catch (error) {
      return refuse(request, reply, context, error);
    }
  });

  server.post('/logout', async (request, reply) => {
    const context = pageContext(request, options);
    requireOwnForm(request, context);
    await signOut(request, reply, context, options);
    return reply.redirect('/login', 303);
  });

  async function enter(request: FastifyRequest, reply: FastifyReply, context: PageContext): Promise<'in' | 'code wanted'> {
    const { loadSecretKey, signInByPassword } = await import('#core/accounts/index.ts');
    const { database, clock, dataDir, env } = options;
    const signedIn = await signInByPassword(database, {
      email: formText(request, 'email'), password: formText(request, 'password'), code: formText(request, 'code'), address: request.ip,
      userAgent: request.headers['user-agent'] ?? null, previousSession: heldSession(request, context), key: () => loadSecretKey({ env, dataDir }), now: nowText(clock),
    });
    if (signedIn.outcome === 'code-wanted') return 'code wanted';
    keepSession(reply, context, options, signedIn.session);
    return 'in';
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, context: PageContext, error: unknown): FastifyReply {
    if (!(error instanceof CoreError)) throw error;
    const { texts } = context;
    const hadCode = formText(request, 'code') !== '';
    if (error.code === 'too-many') {
      const seconds = error.retryAfterSeconds ?? 60;
      reply.header('retry-after', String(seconds));
      return sendForm(request, reply, context, 429, { problem: filled(texts.tooMany, { seconds }), wantsCode: hadCode });
    }
    if (error.code === 'unavailable') {
      reply.header('retry-after', String(error.retryAfterSeconds ?? 2));
      return sendForm(request, reply, context, 503, { problem: texts.busy, wantsCode: hadCode });
    }
    return sendForm(request, reply, context, 401, { problem: hadCode ? `${texts.signInWrong} ${texts.codeWrong}` : texts.signInWrong, wantsCode: hadCode });
  }

  function sendForm(request: FastifyRequest, reply: FastifyReply, context: PageContext, status: number, { problem, wantsCode }: { problem: string | null; wantsCode: boolean }): FastifyReply {
    const token = issueFormToken(request, reply, context);
    return sendPage(reply, context, status, signInPage({ ...context, token, email: formText(request, 'email').slice(0, 254), wantsCode, problem }));
  }
}
