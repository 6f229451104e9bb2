import type { PushSaid, PushTarget } from '#core/notifications/index.ts';
import { pushTexts } from './push-texts.ts';

/** What the service worker of the desk reads (web/console/push-worker.ts). `path`: where a press leads. `tag`: the same again replaces what stands there. */
export interface PushMessage { readonly title: string; readonly body: string; readonly path: string; readonly tag: string; readonly lang: string }

const bodyMax = 300;

export function messageOf({ language, account }: PushTarget, { kind, by, conversationId, text, notificationId }: PushSaid): PushMessage {
  const texts = pushTexts[language];
  const words = text === null ? '' : [text.subject, text.words.replace(/\s+/g, ' ').trim()].filter((part) => part !== '').join(': ');
  return {
    title: texts.kinds[kind](by), body: words === '' ? texts.conversation(conversationId, account) : cut(words), path: `/app/open/${conversationId}`, tag: `n${notificationId}`, lang: language,
  };
}

export function testMessageOf({ language }: PushTarget): PushMessage {
  return { ...pushTexts[language].test, path: '/app/settings/notifications', tag: 'test', lang: language };
}

const cut = (text: string): string => (text.length <= bodyMax ? text : `${text.slice(0, bodyMax)}…`).toWellFormed();
