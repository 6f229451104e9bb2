import type { Dialect } from '#http/index.ts';
import { answerMessage } from './endpoints/answers.ts';
import { searchArticles } from './endpoints/articles.ts';
import { endChat, getChat, getWidgetFile, markSeen, notePresence, noteTyping, rateChat } from './endpoints/chat.ts';
import { noteOpened } from './endpoints/opened.ts';
import { postMessage } from './endpoints/post-message.ts';
import { openSession } from './endpoints/session.ts';
import { mailTranscript } from './endpoints/transcript.ts';
import { errors } from './errors.ts';
import type { WebchatDeps } from './webchat-deps.ts';

/** What the widget and the server say to each other. No API for others: it changes with the widget, and both come from one server. */
export function widgetDialect(deps: WebchatDeps): Dialect {
  return {
    name: 'widget',
    title: 'Widget',
    description: 'What the widget on a website asks its server. It changes with the widget.',
    prefixes: ['/widget/api'],
    door: { scheme: { type: 'http', scheme: 'bearer' }, secretOf: () => null, authenticate: async () => null },
    limits: [],
    errors,
    operations: [
      openSession(deps), getChat(deps), postMessage(deps), answerMessage(deps), noteOpened(deps), markSeen(deps), noteTyping(deps), notePresence(deps), endChat(deps), rateChat(deps), mailTranscript(deps), searchArticles(deps), getWidgetFile(deps),
    ],
  };
}
