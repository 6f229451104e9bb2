/** What a site's widget shows and does. Every key is there; what was never set has its default. */
export interface SiteSettings {
  /** The site it stands on; '' where nobody said. */
  readonly websiteUrl: string;
  /** '': the widget's own words, in the visitor's language. */
  readonly welcomeTitle: string;
  readonly welcomeTagline: string;
  /** Said while nobody is there; '': the widget's own words. */
  readonly awayMessage: string;
  /** `#rrggbb` */
  readonly color: string;
  readonly side: 'right' | 'left';
  /** Shown as the first words of a new conversation. */
  readonly greetingEnabled: boolean;
  readonly greetingMessage: string;
  readonly replyTime: 'minutes' | 'hours' | 'day' | 'none';
  readonly preChat: { readonly isOn: boolean; readonly message: string; readonly fields: readonly PreChatField[] };
  readonly features: SiteFeatures;
  /** Host names on whose pages it may be used, with `*.` for all below one; empty: anywhere. */
  readonly allowedDomains: readonly string[];
  /** Opening hours are shown. */
  readonly showsHours: boolean;
  /** The first rule that a page fits greets by itself. */
  readonly greetings: readonly ProactiveGreeting[];
}

export interface PreChatField { readonly name: 'name' | 'email' | 'phone'; readonly isRequired: boolean }
export interface SiteFeatures {
  readonly attachments: boolean; readonly emoji: boolean;
  /** The visitor may end a chat, and be sent what was said. */
  readonly endChat: boolean; readonly transcript: boolean;
  /** Answers go by mail to a visitor who is gone and left an address. */
  readonly answersByMail: boolean;
}
/** `url`: a part of the page's address, '' for every page. `seconds`: after so long on the page. */
export interface ProactiveGreeting { readonly url: string; readonly seconds: number; readonly text: string }

export const defaultSiteSettings: SiteSettings = {
  websiteUrl: '', welcomeTitle: '', welcomeTagline: '', awayMessage: '', color: '#1f5fbf', side: 'right', greetingEnabled: false, greetingMessage: '', replyTime: 'none',
  preChat: { isOn: false, message: '', fields: [{ name: 'name', isRequired: false }, { name: 'email', isRequired: true }] },
  features: { attachments: true, emoji: true, endChat: true, transcript: true, answersByMail: true }, allowedDomains: [], showsHours: true, greetings: [],
};
