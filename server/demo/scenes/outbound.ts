import { agents, type AgentKey, type Language } from '../company.ts';
import { known, type Customer } from '../customers.ts';
import { correspond, type Correspondence } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';
import { dateHeader } from '../mail/encode-header.ts';

const notice: Readonly<Record<Language, { subject: string; text: string }>> = {
  english: { subject: 'Your Samo Duo: please let us check the heater plug', text: 'your Samo Duo comes from a batch in which one plug inside may sit loosely. Nothing can happen except that the tea gets cold, but we would like to put it right: reply with a day that suits you, and we collect the machine and bring it back three days later, free of charge.' },
  german: { subject: 'Ihre Samo Duo: bitte lassen Sie uns den Heizstecker prüfen', text: 'Ihre Samo Duo stammt aus einer Serie, in der ein Stecker im Inneren locker sitzen kann. Gefährlich ist das nicht, nur der Tee wird kalt. Nennen Sie mir einfach einen Tag, der Ihnen passt: wir holen die Maschine ab und bringen sie drei Tage später zurück, kostenlos.' },
};

function write(world: World, key: AgentKey, customer: Customer, time: string): Correspondence {
  const { subject, text } = notice[customer.language];
  const talk = correspond(world, { channel: 'orders', language: customer.language, customer, subject });
  talk.agent(key, text, world.week.at(3, time));
  return talk;
}

/** We write first: one answers, one is away (RFC 3834), one mail bounces (RFC 3464), one is silent and hears from us again. */
export function tellOutbound(world: World): Story[] {
  const { week } = world;
  const willing = write(world, 'lotte', world.newCustomer('german'), '10:31:05');
  willing.customer('Guten Tag,\n\ngut, dass Sie sich melden, sie ist tatsächlich manchmal kalt. Donnerstag ab 14 Uhr wäre jemand da.', week.at(3, '12:44:00'));
  willing.agent('lotte', 'Donnerstag ab 14 Uhr ist bestellt. Der Fahrer bringt einen Karton mit.', week.at(3, '13:40:00'));
  willing.act('lotte', week.at(3, '13:42:00'), { kind: 'snooze', until: week.nowMs + 3 * 86_400_000 });

  const traveller = world.newCustomer('german');
  const away = write(world, 'lotte', traveller, '10:36:50');
  away.customer(`Guten Tag,\n\nich bin bis zum Monatsende verreist und lese keine Mails. In dringenden Fällen hilft mein Nachbar.\n\n${traveller.name}`, week.at(3, '10:36:58'), {
    to: [agents.lotte], quotes: false, subject: `Automatische Antwort: ${notice.german.subject}`, headers: { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk', 'X-Auto-Response-Suppress': 'All' },
  });
  away.act('lotte', week.at(3, '10:50:00'), { kind: 'note', text: 'Verreist bis Monatsende, im neuen Monat noch einmal schreiben.' });

  const gone = world.newCustomer('english');
  const bounced = write(world, 'lotte', gone, '10:41:20');
  const sent = bounced.first;
  if (sent) {
    bounced.from({ name: 'Mail Delivery System', address: 'MAILER-DAEMON@mx1.fernmail.example', zone: 'UTC' },
      `This is the mail system at host mx1.fernmail.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<${gone.address}>: host store.fernmail.example said: 550 5.1.1\n    mailbox does not exist (in reply to RCPT TO command)`, week.at(3, '10:41:27'), {
        to: [agents.lotte], subject: 'Undelivered Mail Returned to Sender', headers: { 'Return-Path': '<>', 'Auto-Submitted': 'auto-replied' },
        report: {
          status: `Reporting-MTA: dns; mx1.fernmail.example\nArrival-Date: ${dateHeader(sent.at, 'UTC')}\n\nFinal-Recipient: rfc822; ${gone.address}\nOriginal-Recipient: rfc822; ${gone.address}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 mailbox does not exist`,
          returnedHeaders: `From: ${agents.lotte.name} <${agents.lotte.address}>\nTo: <${gone.address}>\nSubject: ${notice.english.subject}\nDate: ${dateHeader(sent.at, 'Europe/Berlin')}\nMessage-ID: <${sent.id}>`,
        },
      });
  }
  bounced.act('lotte', week.at(3, '10:55:00'), { kind: 'note', text: 'Address is dead. No phone number on file, try by letter.' });

  const silent = write(world, 'lotte', world.newCustomer('english'), '10:45:00');
  silent.agent('lotte', 'just to be sure that my mail did not drown: we would still like to check the plug. A short "yes, Monday" is enough.', week.at(4, '11:10:00'));
  silent.agent('lotte', 'one thing I forgot: if you would rather do it yourself, the plug can be reached without tools. I can send you a drawing.', week.at(4, '11:19:00'));

  const offer = correspond(world, { channel: 'dealers', language: 'german', customer: known.jorin, subject: 'Frühjahrsfarben für den Teehaus-Aufsteller' });
  offer.agent('ruben', 'die neuen Farben sind da: Moosgrün und Kupfer. Für Ihren Aufsteller könnte ich je zwei Stück zurücklegen, Lieferung in zehn Tagen. Soll ich?', week.at(2, '14:02:00'));
  offer.customer('Moin,\n\nvon Moosgrün bitte vier, Kupfer ist hier schwer zu verkaufen. Rechnung wie immer.\n\nJ. Hafenbauer', week.at(2, '17:48:00'));
  offer.agent('ruben', 'vier in Moosgrün, notiert. Die Bestätigung kommt heute.', week.at(3, '09:20:00'));
  offer.act('ruben', week.at(3, '09:22:00'), { kind: 'label', label: 'wholesale' });
  offer.act('ruben', week.at(3, '09:23:00'), { kind: 'life', life: 'closed' });
  return [willing, away, bounced, silent, offer].map((talk) => talk.story());
}
