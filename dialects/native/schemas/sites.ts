import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Field = Closed({ name: OneOf(['name', 'email', 'phone'] as const), isRequired: Type.Boolean() });
const settings = {
  websiteUrl: Text(500),
  welcomeTitle: Text(200, { description: 'Empty: the widget\'s own words, in the visitor\'s language' }),
  welcomeTagline: Text(500),
  awayMessage: Text(2_000, { description: 'Said while nobody is there' }),
  color: Text(7, { description: '#rrggbb' }),
  side: OneOf(['right', 'left'] as const),
  greetingEnabled: Type.Boolean(),
  greetingMessage: Text(2_000),
  replyTime: OneOf(['minutes', 'hours', 'day', 'none'] as const),
  preChat: Closed({ isOn: Type.Boolean(), message: Text(2_000), fields: Type.Array(Field, { maxItems: 3 }) }),
  features: Closed({ attachments: Type.Boolean(), emoji: Type.Boolean(), endChat: Type.Boolean(), transcript: Type.Boolean(), answersByMail: Type.Boolean() }),
  allowedDomains: Type.Array(Text(260), { maxItems: 50, description: 'Host names, with *. for all below one; empty: anywhere' }),
  showsHours: Type.Boolean(),
  greetings: Type.Array(Closed({ url: Text(500, { description: 'A part of the page\'s address' }), seconds: Type.Integer({ minimum: 0, maximum: 3_600 }), text: Text(1_000) }), { maxItems: 20 }),
};
export const SiteSettings = Closed(settings);
export type SiteSettings = Static<typeof SiteSettings>;

/** A website with the widget. */
export const Site = Closed({
  channelId: Id,
  name: Type.String(),
  websiteToken: Type.String({ description: 'Names the site to its visitors; no secret' }),
  script: Type.String({ description: 'To be pasted into the pages of the site' }),
  queueId: Nullable(Id),
  replyChannelId: Nullable(Id),
  isIdentityRequired: Type.Boolean(),
  settings: SiteSettings,
  firstSeenAt: Nullable(Instant),
  seenAt: Nullable(Type.String({ description: 'When a page loaded the widget last; null: never yet' })),
  seenOn: Nullable(Type.String({ description: 'That page\'s origin' })),
});
export type Site = Static<typeof Site>;

export const NewSite = Closed({ name: Text(200, { minLength: 1 }), settings: Type.Optional(Type.Partial(SiteSettings, { additionalProperties: false })) });
export const SiteChange = Closed({
  settings: Type.Optional(Type.Partial(SiteSettings, { additionalProperties: false })),
  queueId: Type.Optional(Nullable(Id)),
  replyChannelId: Type.Optional(Nullable(Id)),
  isIdentityRequired: Type.Optional(Type.Boolean()),
});
export type SiteChange = Static<typeof SiteChange>;

export const IdentityKey = Closed({ key: Type.String({ description: 'HMAC-SHA256 of the identifier by this text, in hex, is the proof' }) });
export const IdentityKeyInput = Closed({ renew: Type.Optional(Type.Boolean({ description: 'Another key from now on: proofs by the old one count no longer' })) });

/** Who is at the other end of a conversation of a site, and the chat that goes on in it. */
export const ConversationChat = Closed({
  visitor: Nullable(Closed({
    isOnline: Type.Boolean(), isVerified: Type.Boolean(), pageUrl: Nullable(Type.String()), pageTitle: Nullable(Type.String()), referrer: Nullable(Type.String()), browser: Nullable(Type.String()), language: Nullable(Type.String()), zone: Nullable(Type.String()),
    claimedName: Nullable(Type.String()), claimedEmail: Nullable(Type.String({ description: 'Said, not proved: another contact has it' })), seenAt: Type.String(),
  })),
  contactSeenAt: Nullable(Type.String()),
  chat: Nullable(Closed({ id: Id, state: Type.String(), queueId: Nullable(Id), agentId: Nullable(Id), isMine: Type.Boolean({ description: 'The acting person is in it' }) })),
  wrapUp: Nullable(Closed({ chatId: Id, until: Nullable(Type.String()) })),
});
export type ConversationChat = Static<typeof ConversationChat>;
