import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreError } from '#core/kernel/index.ts';
import { isDatabaseAway } from '#http/errors/is-database-away.ts';
import { RequestError } from '#http/index.ts';
import { noticePage } from '#web/claim/index.ts';
import { registerClaim } from './claim-routes.ts';
import { ForgedForm } from './form-guard.ts';
import { registerHome } from './home-routes.ts';
import { registerMailbox } from './mailbox-routes.ts';
import { pageContext, sendPage, type PagesOptions } from './page-context.ts';
import { registerRestoreAccount } from './restore-account-routes.ts';
import { registerSignInLinks } from './sign-in-link-routes.ts';
import { registerSignIn } from './sign-in-routes.ts';
import { registerSurvey } from './survey-routes.ts';

/** The pages of a server that has no desk yet. Their failures are pages, too. */
export function registerPages(server: FastifyInstance, options: PagesOptions): void {
  void server.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => sendFailure(error, request, reply, options));
    registerHome(scope, options);
    registerClaim(scope, options);
    registerSignIn(scope, options);
    registerSurvey(scope, options);
    registerSignInLinks(scope, options);
    registerRestoreAccount(scope, options);
    if (options.mailboxes) registerMailbox(scope, options, options.mailboxes);
  });
}

function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply, options: PagesOptions): FastifyReply {
  const context = pageContext(request, options);
  const { texts } = context;
  const back = { href: '/', text: texts.back };
  if (error instanceof ForgedForm) return sendPage(reply, context, 403, noticePage({ ...context, title: texts.forgedTitle, text: texts.forgedText, link: back }));
  const status = statusOf(error);
  if (status >= 500) request.log.error({ err: error, url: request.url }, 'request failed');
  if (status === 503) reply.header('retry-after', '2');
  const text = error instanceof CoreError && status < 500 ? error.safeText : status === 503 ? texts.busy : texts.failedText;
  return sendPage(reply, context, status, noticePage({ ...context, title: texts.failedTitle, text, link: back }));
}

/** Pages have few ways to fail; what is not listed is a fault of ours. */
function statusOf(error: unknown): number {
  if (error instanceof RequestError) return error.code === 'unsupported-media-type' ? 415 : 400;
  if (error instanceof CoreError) return ({ forbidden: 403, invalid: 422, conflict: 409, unavailable: 503, 'too-many': 429 } as Record<string, number>)[error.code] ?? 400;
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return status;
  return isDatabaseAway(error) ? 503 : 500;
}
