import type { AccountLanguage } from '#core/accounts/index.ts';

interface Texts {
  readonly team: (facts: { account: string; conversationId: number; text: string; link: string | null }) => { readonly subject: string; readonly text: string };
  readonly transcript: (facts: { account: string; conversationId: number; lines: readonly string[]; isCut: boolean }) => { readonly subject: string; readonly text: string };
}

/** Mails that rules and macros have the server write, by the account's language. */
export const automationTexts: Readonly<Record<AccountLanguage, Texts>> = {
  en: {
    team: ({ account, conversationId, text, link }) => ({ subject: `${account}: conversation ${conversationId}`, text: `${text}\n\n${link ?? `Conversation ${conversationId}`}\n` }),
    transcript: ({ account, conversationId, lines, isCut }) => ({ subject: `${account}: transcript of conversation ${conversationId}`, text: `${isCut ? 'The newest 200 messages:\n\n' : ''}${lines.join('\n\n')}\n` }),
  },
  de: {
    team: ({ account, conversationId, text, link }) => ({ subject: `${account}: Gespräch ${conversationId}`, text: `${text}\n\n${link ?? `Gespräch ${conversationId}`}\n` }),
    transcript: ({ account, conversationId, lines, isCut }) => ({ subject: `${account}: Mitschrift von Gespräch ${conversationId}`, text: `${isCut ? 'Die neuesten 200 Nachrichten:\n\n' : ''}${lines.join('\n\n')}\n` }),
  },
};
