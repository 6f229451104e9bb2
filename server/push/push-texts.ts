import type { NotificationKind, PushLanguage } from '#core/notifications/index.ts';

interface Texts {
  /** `who`: a colleague's name; null: nobody's act. */
  readonly kinds: Readonly<Record<NotificationKind, (who: string | null) => string>>;
  readonly conversation: (id: number, account: string) => string;
  readonly test: { readonly title: string; readonly body: string };
}

/** What stands on the screen of a device. */
export const pushTexts: Readonly<Record<PushLanguage, Texts>> = {
  en: {
    kinds: {
      mention: (who) => (who === null ? 'You were named in a note' : `${who} named you in a note`),
      assigned: (who) => (who === null ? 'A conversation is yours now' : `${who} assigned you a conversation`),
      'new-chat': () => 'A chat waits for you',
      'new-conversation': () => 'A new conversation',
      reply: () => 'A customer answered you',
      'send-failed': () => 'A message of yours was not delivered',
      'goal-at-risk': () => 'A reply is almost due',
    },
    conversation: (id, account) => `Conversation ${id}, ${account}`,
    test: { title: 'Push works', body: 'This browser is told what you chose in your settings.' },
  },
  de: {
    kinds: {
      mention: (who) => (who === null ? 'Sie wurden in einer Notiz genannt' : `${who} hat Sie in einer Notiz genannt`),
      assigned: (who) => (who === null ? 'Ein Gespräch gehört jetzt Ihnen' : `${who} hat Ihnen ein Gespräch zugewiesen`),
      'new-chat': () => 'Ein Chat wartet auf Sie',
      'new-conversation': () => 'Ein neues Gespräch',
      reply: () => 'Ein Kunde hat Ihnen geantwortet',
      'send-failed': () => 'Eine Nachricht von Ihnen kam nicht an',
      'goal-at-risk': () => 'Eine Antwort ist bald fällig',
    },
    conversation: (id, account) => `Gespräch ${id}, ${account}`,
    test: { title: 'Push funktioniert', body: 'Dieser Browser erfährt, was Sie in den Einstellungen gewählt haben.' },
  },
};
