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
  /** When a conversation is resolved its customer is asked how it was. */
  readonly survey: SurveySettings;
  /** Who is given new work by itself. */
  readonly assignment: AssignmentSettings;
}

/** `question`: null: words of ours in the channel's language. */
export interface SurveySettings { readonly isOn: boolean; readonly question: string | null }

/**
 * Among the channel's members who are available. round-robin: who was longest not given any of it; balanced: who has least in hand for what he can take at once. `perAgentMax`: open
 * conversations that an agent has at most before he is passed over; null: no limit.
 */
export interface AssignmentSettings { readonly mode: 'off' | 'round-robin' | 'balanced'; readonly perAgentMax: number | null }

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
  survey: { isOn: false, question: null }, assignment: { mode: 'off', perAgentMax: null },
};
