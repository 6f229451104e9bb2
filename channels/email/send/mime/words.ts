import type { MailLanguage } from '#core/channels/index.ts';

/** The words that we put into a mail. */
export interface MailWords {
  /** Above a quote; recognised by readers and by our own folding. */
  readonly wrote: (date: string, who: string) => string;
  readonly forwarded: string;
  readonly from: string;
  readonly date: string;
  readonly subject: string;
  readonly to: string;
  readonly cc: string;
  readonly locale: string;
}

export const mailWords: Readonly<Record<MailLanguage, MailWords>> = {
  en: { wrote: (date, who) => `On ${date}, ${who} wrote:`, forwarded: 'Forwarded message', from: 'From', date: 'Date', subject: 'Subject', to: 'To', cc: 'Cc', locale: 'en-GB' },
  de: { wrote: (date, who) => `Am ${date} schrieb ${who}:`, forwarded: 'Weitergeleitete Nachricht', from: 'Von', date: 'Datum', subject: 'Betreff', to: 'An', cc: 'Kopie', locale: 'de-DE' },
  fr: { wrote: (date, who) => `Le ${date}, ${who} a écrit :`, forwarded: 'Message transféré', from: 'De', date: 'Date', subject: 'Objet', to: 'À', cc: 'Cc', locale: 'fr-FR' },
  es: { wrote: (date, who) => `El ${date}, ${who} escribió:`, forwarded: 'Mensaje reenviado', from: 'De', date: 'Fecha', subject: 'Asunto', to: 'Para', cc: 'Cc', locale: 'es-ES' },
  nl: { wrote: (date, who) => `Op ${date} schreef ${who}:`, forwarded: 'Doorgestuurd bericht', from: 'Van', date: 'Datum', subject: 'Onderwerp', to: 'Aan', cc: 'Cc', locale: 'nl-NL' },
};

/** `Mon, 6 May 2024, 10:00` in the language and zone. */
export function dateInWords(at: string, zone: string, { locale }: MailWords): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .format(new Date(at)).replaceAll(/\s/g, ' ');
}
