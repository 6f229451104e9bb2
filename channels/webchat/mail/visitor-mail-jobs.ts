import { findVisitor, getSite, noteMailedUpTo, type Site, type Visitor } from '#core/channels/index.ts';
import { findContactMessages, getContactConversation, goOnByMail, planMailToContact, type ContactMessage, type FromOutside } from '#core/conversations/index.ts';
import { CoreError, nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import { enqueueJob, type JobHandler } from '#jobs/index.ts';
import type { Database } from '#storage/index.ts';
import { followUpSeconds } from './answers-reactor.ts';
import { mailAddressOf, type VisitorAddress } from './address-of.ts';
import { followUpJob, transcriptJob, visitorMailQueue } from './jobs.ts';
import { wordsFor } from './texts.ts';

/** A mail to a visitor, as the server sends it. */
export interface VisitorMail {
  readonly accountId: number;
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  /** In whose name, where the site names a mailbox. */
  readonly channelId: number | null;
  /** Left of the @ of its Message-ID, constant for what it says: a second try is the same mail. */
  readonly idPart: string;
  /** Its Message-ID, before it leaves. */
  readonly beforeSend?: (mailId: string) => Promise<void>;
}

export interface VisitorMailDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly send: (mail: VisitorMail) => Promise<{ readonly problem: null } | { readonly problem: string; readonly isFinal: boolean }>;
}

interface Payload extends FromOutside { readonly accountId: number; readonly conversationId: number; readonly tries?: number }
interface Matter { readonly site: Site; readonly visitor: Visitor | null; readonly to: VisitorAddress; readonly messages: readonly ContactMessage[]; readonly isAway: boolean; readonly isSeen: boolean }

/** A page that stays open without a look at the chat for an hour is a page nobody is at. */
const putOffMax = 30;

export function visitorMailJobs({ database, clock, send }: VisitorMailDeps): Readonly<Record<string, JobHandler>> {
  const within = <T>(accountId: number, work: Parameters<typeof database.withAccount<T>>[1]) => database.withAccount(accountId, work);

  async function read({ accountId, conversationId, ...source }: Payload): Promise<Matter | null> {
    const act = systemAct(accountId, nowText(clock), 'visitor-mail');
    return within(accountId, async (tx) => {
      const to = await mailAddressOf(tx, act, source);
      if (to === null) return null;
      const visitor = await findVisitor(tx, act, source);
      const conversation = await getContactConversation(tx, source, conversationId);
      const messages = await findContactMessages(tx, source, conversationId, { limit: 200 });
      return { site: await getSite(tx, act, source.channelId), visitor, to, messages, isAway: visitor === null || !visitor.isOnline, isSeen: conversation.unreadCount === 0 };
    }).catch((error: unknown) => {
      if (error instanceof CoreError && error.code === 'not-found') return null; // deleted meanwhile
      throw error;
    });
  }

  /** His answer to it comes back into the chat, unless the address is another's: then it is a conversation of its own. */
  async function mail(asked: Payload, { to, site }: Matter, said: { readonly idPart: string; readonly subject: string; readonly text: string }): ReturnType<VisitorMailDeps['send']> {
    const act = systemAct(asked.accountId, nowText(clock), 'visitor-mail');
    const { conversationId } = asked;
    const idPart = to.isAnothers ? said.idPart : await within(asked.accountId, (tx) => planMailToContact(tx, act, asked, { conversationId, idPart: said.idPart, address: to.address }));
    return send({
      ...said, accountId: asked.accountId, to: to.address, fromName: site.name, channelId: site.replyChannelId, idPart,
      ...(!to.isAnothers && { beforeSend: (mailId) => within(asked.accountId, (tx) => goOnByMail(tx, act, asked, { conversationId, idPart: said.idPart, mailId })) }),
    });
  }

  return {
    [followUpJob]: async ({ payload, attempt, attemptsMax }) => {
      const asked = payload as unknown as Payload;
      const matter = await read(asked);
      if (!matter || matter.isSeen) return;
      if (!matter.isAway) { // he is on the page and has not looked: asked again
        if ((asked.tries ?? 0) < putOffMax) await within(asked.accountId, (tx) => putOff(tx, asked, clock));
        return;
      }
      const upTo = matter.visitor?.mailedMessageId ?? 0;
      const fresh = matter.messages.filter((message) => message.direction === 'outgoing' && !message.isBot && !message.isDeleted && message.id > upTo);
      const last = fresh.at(-1);
      if (!last) return;
      const words = wordsFor(matter.visitor?.language ?? null);
      const outcome = await mail(asked, matter, {
        idPart: `answers-${asked.conversationId}-${last.id}`,
        subject: filled(words.answersSubject, { site: matter.site.name }), text: [words.answersIntro, '', ...fresh.map((message) => said(message, matter.site.name, words)), ...goOn(matter, words)].join('\n'),
      });
      if (outcome.problem === null) await within(asked.accountId, (tx) => noteMailedUpTo(tx, asked, last.id));
      else if (!outcome.isFinal && attempt < attemptsMax) throw new Error(`the answers did not go out: ${outcome.problem}`);
    },

    [transcriptJob]: async ({ payload, attempt, attemptsMax }) => {
      const asked = payload as unknown as Payload;
      const matter = await read(asked);
      if (!matter) return;
      const words = wordsFor(matter.visitor?.language ?? null);
      // His own words only to an address that is proved his: nobody has us mail what he likes to whom he likes.
      const shown = matter.messages.filter(({ isDeleted, direction }) => !isDeleted && (direction === 'outgoing' || matter.visitor?.isVerified === true));
      const outcome = await mail(asked, matter, {
        idPart: `transcript-${asked.conversationId}-${shown.at(-1)?.id ?? 0}`,
        subject: filled(words.transcriptSubject, { site: matter.site.name }), text: [words.transcriptIntro, '', ...shown.map((message) => said(message, matter.site.name, words)), ...goOn(matter, words)].join('\n'),
      });
      if (outcome.problem !== null && !outcome.isFinal && attempt < attemptsMax) throw new Error(`the transcript did not go out: ${outcome.problem}`);
    },
  };
}

async function putOff(tx: Parameters<typeof enqueueJob>[0], asked: Payload, clock: Clock): Promise<void> {
  const tries = (asked.tries ?? 0) + 1;
  await enqueueJob(tx, { queue: visitorMailQueue, kind: followUpJob, payload: { ...asked, tries }, runAt: new Date(clock.nowMs() + followUpSeconds * 1_000).toISOString(), uniqueKey: `${asked.conversationId}:again:${Math.floor(clock.nowMs() / 1_000)}`, attemptsMax: 6 });
}

type Words = ReturnType<typeof wordsFor>;

function said({ at, direction, agent, text, attachments }: ContactMessage, siteName: string, words: Words): string {
  const who = direction === 'incoming' ? words.you : agent?.name ?? siteName;
  const files = attachments.map(({ fileName }) => filled(words.file, { name: fileName ?? 'file' }));
  return [`${who} (${at.slice(0, 16).replace('T', ' ')} UTC):`, ...(text === '' ? [] : [text]), ...files, ''].join('\n');
}

/** To the site as it was set up; where the visitor says that he is, is no address for a mail of ours. */
function goOn({ site, to }: Matter, words: Words): string[] {
  const page = site.settings.websiteUrl;
  return [...(to.isAnothers ? [] : ['', words.orAnswer]), ...(/^https?:\/\/[^\s<>"]+$/.test(page) ? ['', filled(words.goOn, { page })] : [])];
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
