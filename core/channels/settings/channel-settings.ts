/** How a channel answers. Every key is there; what was never set has its default. */
export interface ChannelSettings {
  /** In the From of its mail; null: the channel's name. */
  readonly fromName: string | null;
  /** Whose name stands in From: the agent's where one answers, the channel's, or both ("Ada | Help"). */
  readonly fromStyle: 'agent' | 'channel' | 'agent-channel';
  /** Of the words that we put into mail: "On ... wrote:". */
  readonly language: MailLanguage;
  readonly signature: Signature | null;
  /** Seconds an answer is held so that it can be taken back; null: the account's. */
  readonly undoSeconds: number | null;
  readonly autoReply: AutoReplySettings;
  /**
   * Names of mail servers before it that check who sent a mail and say so (authserv-id, RFC 8601): their Authentication-Results count as proof. Only
   * servers that take out what others wrote under their name.
   */
  readonly trustedServers: readonly string[];
}

export type MailLanguage = 'en' | 'de' | 'fr' | 'es' | 'nl';
export const mailLanguages: readonly MailLanguage[] = ['en', 'de', 'fr', 'es', 'nl'];

/** `{agent}` and `{channel}` in it become the names. HTML is sanitised before it comes here; null: made from the text. */
export interface Signature { readonly text: string; readonly html: string | null }

/** Null: no reply in that phase. Without opening hours it is always `inHours`. */
export interface AutoReplySettings { readonly inHours: AutoReplyText | null; readonly outOfHours: AutoReplyText | null }

/** The subject is fixed words in the channel's language: nothing that a stranger wrote goes out by itself. */
export interface AutoReplyText { readonly text: string; readonly html: string | null }

export const defaultChannelSettings: ChannelSettings = {
  fromName: null, fromStyle: 'agent', language: 'en', signature: null, undoSeconds: null, autoReply: { inHours: null, outOfHours: null }, trustedServers: [],
};
