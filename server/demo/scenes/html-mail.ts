import { correspond } from '../plan/correspondence.ts';
import { asHtml } from '../plan/tell-matter.ts';
import { makePng } from '../mail/make-png.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

/** Mail as office programs write it: an inline picture, a quoted history as HTML, a logo that lies elsewhere. */
export function tellHtmlMail(world: World): Story[] {
  const { week } = world;
  const customer = world.newCustomer('german');
  const talk = correspond(world, { channel: 'help', language: 'german', customer, subject: 'Verfärbung am Tank der Kontor 12' });
  const cid = `tank.${world.newId('bild.test')}`;
  const question = `Guten Tag,\n\nam Tank unserer Kontor 12 zeigt sich eine bräunliche Verfärbung, siehe Bild. Ist das Kalk oder der Kunststoff?\n\nFreundliche Grüße\n${customer.name}`;
  talk.customer(question, week.at(0, '13:31:00'), {
    html: asHtml(question, `<p><img src="cid:${cid}" alt="Tank"></p><p><img src="https://logo.hausverwaltung.example/logo.png" alt="Logo"></p>`),
    files: [{ fileName: 'tank.png', mediaType: 'image/png', contentId: cid, content: makePng(160, 120, 17) }],
  });
  talk.act('jonas', week.at(0, '15:02:00'), { kind: 'assign', to: 'jonas' });
  talk.act('jonas', week.at(0, '15:02:30'), { kind: 'label', label: 'cleaning' });
  const answer = talk.agent('jonas', 'das ist Eisen aus dem Leitungswasser, kein Kalk und kein Schaden. Ein Löffel Zitronensäure, eine Stunde stehen lassen, ausspülen.', week.at(0, '16:48:00'));
  if (answer) {
    const thanks = `Danke, ist weg! Darf die Säure auch in den Kessel?\n\n${customer.first}`;
    talk.customer(thanks, week.at(1, '10:12:00'), { quotes: true, html: asHtml(thanks, `<hr><div><b>Von:</b> ${answer.from.name}<br><b>Betreff:</b> ${answer.subject}</div><blockquote type="cite">${asHtml(answer.text)}</blockquote>`) });
  }
  talk.agent('jonas', 'in den Kessel bitte nicht, dafür gibt es den milden Entkalker. Eine Probe liegt morgen im Briefkasten.', week.at(1, '14:20:00'));
  talk.act('jonas', week.at(1, '14:25:00'), { kind: 'life', life: 'resolved' });
  return [talk.story()];
}
