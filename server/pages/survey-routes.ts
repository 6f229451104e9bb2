import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt, networkOf } from '#core/accounts/index.ts';
import { CoreError, nowText, type Act } from '#core/kernel/index.ts';
import { textsFor } from '#web/claim/index.ts';
import { surveyGonePage, surveyPage, surveyTextsFor, surveyThanksPage } from '#web/survey/index.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { formText, pageContext, sendPage, type PagesOptions } from './page-context.ts';

const path = '/survey/responses/:uuid';
/** Of one network within 15 minutes. */
const answersMax = 60;

/** The page of a survey. Opening it changes nothing, whatever its address says; what counts is the form that a person sends. */
export function registerSurvey(server: FastifyInstance, options: PagesOptions): void {
  const { database, clock } = options;

  server.get(path, async (request, reply) => {
    const asked = await ask(request);
    if (!asked) return gone(request, reply);
    const marked = Number((request.query as Record<string, unknown>)['rating']);
    return show(request, reply, asked, { status: 200, rating: Number.isInteger(marked) && marked >= 1 && marked <= 5 ? marked : asked.survey.rating, feedback: asked.survey.feedback ?? '', problem: null });
  });

  server.post(path, async (request, reply) => {
    requireOwnForm(request, pageContext(request, options));
    const asked = await ask(request);
    if (!asked) return gone(request, reply);
    const { survey, texts } = asked;
    const given = formText(request, 'rating');
    const feedback = formText(request, 'feedback').replaceAll('\0', '').toWellFormed();
    const rating = /^[1-5]$/.test(given) ? Number(given) : null;
    if (rating === null || feedback.length > 5_000) return show(request, reply, asked, { status: 422, rating, feedback: feedback.slice(0, 5_000), problem: rating === null ? texts.choose : texts.tooLong });
    const { submitMessageValues } = await import('#core/conversations/index.ts');
    if (rating === survey.rating && feedback === (survey.feedback ?? '')) return thank(request, reply, asked); // said before: nothing happens again
    await countAttempt(database, { kind: 'survey', of: networkOf(request.ip), max: answersMax }, nowText(clock));
    const act: Act = { accountId: survey.accountId, actor: { kind: 'contact', id: null, permissions: new Set(['conversations.reply']) }, source: 'survey', origin: 'live', now: nowText(clock) };
    try {
      await database.withAccount(survey.accountId, (tx) => submitMessageValues(tx, act, { conversationId: survey.conversationId, messageId: survey.messageId, values: { rating, feedback } }));
    } catch (error) {
      if (error instanceof CoreError && (error.code === 'expired' || error.code === 'not-found')) return gone(request, reply);
      throw error;
    }
    return thank(request, reply, asked);
  });

  function thank(request: FastifyRequest, reply: FastifyReply, { survey, texts }: NonNullable<Awaited<ReturnType<typeof ask>>>): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, 200, surveyThanksPage({ base: context.texts, texts, nonce: context.nonce, accountName: survey.accountName }));
  }

  async function ask(request: FastifyRequest) {
    const { findSurvey, surveyQuestion } = await import('#core/ratings/index.ts');
    const survey = await findSurvey(database, (request.params as { uuid: string }).uuid, nowText(clock));
    if (!survey) return null;
    const texts = surveyTextsFor(request.headers['accept-language'], survey.channelLanguage);
    return { survey, texts, question: surveyQuestion(survey, texts.language) };
  }

  function show(request: FastifyRequest, reply: FastifyReply, { survey, texts, question }: NonNullable<Awaited<ReturnType<typeof ask>>>, { status, ...shown }: { status: number; rating: number | null; feedback: string; problem: string | null }): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, status, surveyPage({ base: context.texts, texts, nonce: context.nonce, accountName: survey.accountName, question, token: issueFormToken(request, reply, context), ...shown }));
  }

  function gone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const context = pageContext(request, options);
    return sendPage(reply, context, 404, surveyGonePage({ base: textsFor(undefined), texts: surveyTextsFor(request.headers['accept-language'], 'en'), nonce: context.nonce }));
  }
}
