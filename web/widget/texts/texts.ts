/** How many: which form a language takes is Intl.PluralRules' to say; `other` is always there. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Everything the widget says. `{name}`, `{n}`, `{time}` are filled in. */
export interface Texts {
  readonly open: string; readonly close: string; readonly title: string; readonly tagline: string; readonly conversation: string;
  readonly placeholder: string; readonly send: string; readonly attach: string; readonly emoji: string; readonly remove: string;
  readonly you: string; readonly assistant: string; readonly sending: string; readonly waitsToSend: string; readonly notSent: string; readonly retry: string; readonly seen: string;
  readonly typing: string; readonly somebodyTyping: string; readonly noConnection: string; readonly away: string; readonly nobodyHere: string; readonly opensAt: string; readonly withYou: string;
  readonly inLine: string; readonly expected: Plural; readonly unread: Plural;
  readonly answersMinutes: string; readonly answersHours: string; readonly answersDay: string;
  readonly name: string; readonly email: string; readonly phone: string; readonly required: string; readonly start: string; readonly emailWrong: string; readonly mustBeFilled: string; readonly emailForAnswer: string; readonly save: string;
  readonly endChat: string; readonly ended: string; readonly transcript: string; readonly transcriptSent: string; readonly rate: string; readonly stars: Plural; readonly comment: string; readonly thanks: string;
  readonly deleted: string; readonly earlier: string; readonly searchHelp: string; readonly nothingFound: string; readonly fileTooLarge: string; readonly tooManyFiles: string; readonly refused: string; readonly opensInTab: string; readonly more: string;
}
