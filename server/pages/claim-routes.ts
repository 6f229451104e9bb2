import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { claimPage, noticePage, problemText, type ClaimValues } from '#web/claim/index.ts';
import { signIn } from './browser-session.ts';
import { issueFormToken, requireOwnForm } from './form-guard.ts';
import { formText, pageContext, sendPage, type PageContext, type PagesOptions } from './page-context.ts';

/** What core calls the fields of the form. */
const fieldNames: Readonly<Record<string, keyof ClaimValues | 'password'>> = { account: 'company', accountName: 'company', name: 'name', email: 'email', password: 'password', zone: 'zone' };

const secretOf = (request: FastifyRequest): string => (request.params as { secret: string }).secret;

/** The one-time link: a form that creates the first account, its owner and the owner's session. */
export function registerClaim(server: FastifyInstance, options: PagesOptions): void {
  server.get('/claim/:secret', async (request, reply) => {
    const context = pageContext(request, options);
    if (!await isUsable(options, secretOf(request))) return linkGone(reply, context);
    return sendForm(request, reply, context, 200, { company: '', name: '', email: '', zone: 'UTC' }, {});
  });

  server.post('/claim/:secret', async (request, reply) => {
    const context = pageContext(request, options);
    requireOwnForm(request, context);
    const values: ClaimValues = {
      company: formText(request, 'company').trim(), name: formText(request, 'name').trim(), email: formText(request, 'email').trim(), zone: formText(request, 'zone').trim() || 'UTC',
    };
    try {
      if (!isZone(values.zone)) throw new CoreError('invalid', '', { fields: [{ field: 'zone', problem: context.texts.zoneWrong }] });
      await claim(request, reply, context, values);
      return await reply.redirect('/', 303);
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      if (error.code === 'expired') return linkGone(reply, context);
      if (error.code !== 'invalid') throw error;
      const problems = Object.fromEntries(error.fields.map((one) => [fieldNames[one.field] ?? 'email', problemText(context.texts, one)]));
      return sendForm(request, reply, context, 422, values, problems);
    }
  });

  async function claim(request: FastifyRequest, reply: FastifyReply, context: PageContext, values: ClaimValues): Promise<void> {
    const { useClaim } = await import('#core/accounts/index.ts');
    const now = nowText(options.clock);
    const { account, user } = await useClaim(options.database, {
      secret: secretOf(request), accountName: values.company, name: values.name, email: values.email, password: formText(request, 'password'), zone: values.zone, language: context.texts.language === 'de' ? 'de' : 'en', now,
    });
    const [{ ensureAgentWhoReplies }, { systemAct }] = await Promise.all([import('#core/people/index.ts'), import('#core/kernel/index.ts')]);
    await options.database.withAccount(account.id, (tx) => ensureAgentWhoReplies(tx, systemAct(account.id, now, 'claim'), user.id));
    await signIn(request, reply, context, options, { userId: user.id, accountId: account.id, methods: ['claim', 'password'] });
  }

  function sendForm(request: FastifyRequest, reply: FastifyReply, context: PageContext, status: number, values: ClaimValues, problems: Record<string, string>): FastifyReply {
    const token = issueFormToken(request, reply, context);
    return sendPage(reply, context, status, claimPage({ ...context, token, values, problems, zones: Intl.supportedValuesOf('timeZone') }));
  }
}

async function isUsable({ database, clock }: PagesOptions, secret: string): Promise<boolean> {
  const { isClaimUsable } = await import('#core/accounts/index.ts');
  return isClaimUsable(database, { secret, now: nowText(clock) });
}

/** Wrong, used, replaced, too old: one page, which tells a guesser nothing. */
function linkGone(reply: FastifyReply, context: PageContext): FastifyReply {
  const { texts } = context;
  return sendPage(reply, context, 410, noticePage({ ...context, title: texts.linkGoneTitle, text: texts.linkGoneText, link: { href: '/', text: texts.back } }));
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat && !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}
