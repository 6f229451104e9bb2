/** What the server says: channels/webchat/schemas.ts, which the test beside it compares with this. */
export interface FileShown { readonly id: number; readonly name: string; readonly mediaType: string; readonly byteCount: number; readonly url: string; readonly isPicture: boolean }
export interface ContentShown {
  readonly kind: 'input-email' | 'input-select' | 'cards' | 'form' | 'article' | 'rating';
  readonly items: readonly {
    readonly title: string; readonly text: string; readonly url: string | null; readonly options: readonly { readonly title: string; readonly value: string | null; readonly url: string | null }[];
    readonly field: { readonly name: string; readonly type: 'text' | 'email' | 'text-area' | 'select' | 'number'; readonly isRequired: boolean } | null;
  }[];
  readonly answer: { readonly stars: number | null; readonly values: readonly { readonly title: string; readonly value: string }[] } | null;
}
/** What goes back: as the kind wants it. */
export interface Given { readonly email?: string; readonly value?: string; readonly values?: Readonly<Record<string, string>>; readonly rating?: number; readonly feedback?: string }
export interface MessageShown {
  readonly id: number; readonly at: string; readonly isMine: boolean; readonly text: string; readonly isDeleted: boolean; readonly isBot: boolean; readonly author: string | null; readonly files: readonly FileShown[]; readonly clientKey: string | null;
  readonly content: ContentShown | null;
}
export interface ConversationShown {
  readonly id: number; readonly isEnded: boolean; readonly agent: string | null; readonly chat: 'none' | 'waiting' | 'talking'; readonly place: number | null; readonly expectedSeconds: number | null; readonly unread: number;
  readonly seenAt: string | null; readonly isAgentTyping: boolean; readonly canRate: boolean;
}
export interface Standing { readonly isOpen: boolean; readonly opensAt: string | null; readonly isStaffed: boolean | null }
export interface ChatState { readonly conversation: ConversationShown | null; readonly messages: readonly MessageShown[]; readonly hasEarlier: boolean; readonly deletedIds: readonly number[]; readonly standing: Standing }
export interface SiteShown {
  readonly name: string; readonly color: string; readonly side: 'right' | 'left'; readonly welcomeTitle: string; readonly welcomeTagline: string; readonly awayMessage: string; readonly greeting: string | null;
  readonly replyTime: 'minutes' | 'hours' | 'day' | 'none'; readonly preChat: { readonly message: string; readonly fields: readonly { readonly name: 'name' | 'email' | 'phone'; readonly isRequired: boolean }[] } | null;
  readonly attachments: boolean; readonly emoji: boolean; readonly endChat: boolean; readonly transcript: boolean; readonly showsHours: boolean; readonly hasHelp: boolean;
  readonly greetings: readonly { readonly url: string; readonly seconds: number; readonly text: string }[];
}
export interface Session { readonly visitorToken: string; readonly isKnown: boolean; readonly hasEmail: boolean; readonly site: SiteShown; readonly chat: ChatState }
export interface Article { readonly title: string; readonly url: string; readonly excerpt: string }
export interface Identity { readonly identifier: string; readonly hash?: string; readonly name?: string; readonly email?: string; readonly phone?: string }
