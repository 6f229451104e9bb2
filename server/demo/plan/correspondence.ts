import { agents, channels, company, type AgentKey, type ChannelKey, type Language } from '../company.ts';
import type { Customer } from '../customers.ts';
import type { Mail, Party } from '../mail/mail.ts';
import { spinText } from './spin-text.ts';
import type { Deed, PlannedAct, Story } from './story.ts';
import { localOf } from './week.ts';
import type { World } from './world.ts';

export type MailExtras = Partial<Pick<Mail, 'to' | 'cc' | 'files' | 'html' | 'headers' | 'subject' | 'report'>> & {
  /** The mail it answers; null: it names none. Default: the one before. */
  readonly answers?: Mail | null;
  readonly quotes?: boolean;
};

/** Writes the mails of one matter, one after the other. What lies after the end of time is not written, nor anything after it. */
export interface Correspondence {
  readonly first: Mail | undefined;
  readonly last: Mail | undefined;
  readonly isOver: boolean;
  from(sender: Party & { zone: string }, text: string, at: number, extras?: MailExtras): Mail | null;
  customer(text: string, at: number, extras?: MailExtras, who?: Customer): Mail | null;
  agent(key: AgentKey, text: string, at: number, extras?: MailExtras): Mail | null;
  act(by: PlannedAct['by'], at: number, deed: Deed, mail?: Mail | null): void;
  story(): Story;
}

export interface Matter { readonly channel: ChannelKey; readonly alsoIn?: readonly ChannelKey[]; readonly language: Language; readonly customer: Customer; readonly subject: string }

export function correspond(world: World, { channel, alsoIn = [], language, customer, subject }: Matter): Correspondence {
  const { random } = world;
  const phrases = world.phrases[language];
  const mails: Mail[] = [];
  const acts: PlannedAct[] = [];
  let isOver = false;
  const box: Party = { name: `Samowerk ${channels[channel].name}`, address: channels[channel].address };

  function from(sender: Party & { zone: string }, text: string, at: number, { answers, quotes = false, ...extras }: MailExtras = {}): Mail | null {
    if (isOver || at > world.untilMs) {
      isOver = true;
      return null;
    }
    const parent = answers === undefined ? mails.at(-1) : answers;
    const isOurs = sender.address.endsWith(`@${company.domain}`);
    const mail: Mail = {
      id: world.newId(sender.address.split('@')[1]!), from: { name: sender.name, address: sender.address },
      to: isOurs && !channels[channel].isList ? [customer] : [box],
      ...(isOurs && !channels[channel].isList ? { replyTo: box } : {}),
      subject: parent ? `${phrases.reply}: ${subject}` : subject, at: Math.floor(at / 1000) * 1000, zone: sender.zone,
      text: quotes && parent ? `${text}\n\n${quote(parent, phrases.attribution, sender.zone, language)}` : text,
      ...(parent ? { inReplyTo: parent.id, references: [...(parent.references ?? []), parent.id] } : {}),
      ...extras,
    };
    mails.push(mail);
    return mail;
  }

  return {
    get first() { return mails[0]; },
    get last() { return mails.at(-1); },
    get isOver() { return isOver; },
    from,
    customer: (text, at, extras, who = customer) => from(who, text, at, { quotes: mails.length > 0 && random.chance(0.6), ...extras }),
    agent: (key, text, at, extras) => {
      const agent = agents[key];
      const greeting = spinText(random.pick(phrases.greetCustomer), { name: customer.name, first: customer.first, last: customer.last, city: customer.city }, random);
      const signature = `-- \n${agent.name}\n${phrases.agentTitle}, Samowerk\n${channels[channel].address}`;
      const body = channels[channel].isList ? `${text}\n\n${agent.name.split(' ')[0]!}` : `${greeting}\n\n${text}\n\n${random.pick(phrases.closeAgent)}\n${agent.name}\n\n${signature}`;
      return from(agent, body, at, { quotes: true, ...extras });
    },
    act: (by, at, deed, mail = mails[0]) => {
      if (mail && at <= world.untilMs) acts.push({ at: Math.floor(at / 1000) * 1000, by, mail: mail.id, deed });
    },
    story: () => ({ channels: [channel, ...alsoIn], mails, acts }),
  };
}

/** The mail that is answered, as mail programs quote it. */
export function quote(mail: Mail, attribution: string, zone: string, language: Language): string {
  const at = localOf(mail.at, zone);
  const locale = language === 'german' ? 'de-DE' : 'en-GB';
  const day = at.toLocaleString(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const time = at.toLocaleString(locale, { hour: '2-digit', minute: '2-digit' });
  const line = attribution.replace('<day>', day).replace('<time>', time).replace('<name>', mail.from.name);
  return `${line}\n${mail.text.replace(/\n+-- \n[^]*?(?=\n\n|$)/, '').split('\n').map((text) => (text === '' ? '>' : `>${text.startsWith('>') ? '' : ' '}${text}`)).join('\n')}`;
}
