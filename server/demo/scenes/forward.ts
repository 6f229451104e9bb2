import { agents } from '../company.ts';
import { quote, correspond } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

const supplier = { name: 'Falk Sealing Rings', address: 'technik@falk-sealing.example', zone: 'Europe/Berlin' };

/** A question goes on to a supplier, who answers in the same thread; the customer hears both, and a second one goes to a colleague. */
export function tellForward(world: World): Story[] {
  const { week } = world;
  const customer = world.newCustomer('english');
  const talk = correspond(world, { channel: 'help', language: 'english', customer, subject: 'Are the seals of the Kontor 6 food safe?' });
  const asked = talk.customer(`Hello,\n\nwe run a kindergarten and want to buy two Kontor 6. Our inspector asks for a paper that the seals which touch the water are food safe at 96 degrees. Do you have such a declaration?\n\nThank you\n${customer.name}`, week.at(1, '09:12:40'));
  talk.act('mira', week.at(1, '09:30:00'), { kind: 'assign', to: 'mira' });
  talk.agent('mira', 'a good question, and a fair one. We have a declaration for the whole machine, but not for the ring alone. I have asked the maker of the seals and will write as soon as I know.', week.at(1, '09:41:10'));
  if (asked) {
    talk.from(agents.mira, `Dear colleagues,\n\ncould you send us the declaration for ring 4711-S (see below)? A kindergarten waits for it.\n\nMira Kesselring\n\n---------- Forwarded message ----------\n${quote(asked, world.phrases.english.attribution, 'Europe/Berlin', 'english')}`, week.at(1, '09:46:30'),
      { to: [supplier], subject: 'Fwd: Are the seals of the Kontor 6 food safe?', answers: asked });
  }
  talk.from(supplier, 'Dear Ms Kesselring,\n\nattached you find the declaration for 4711-S. It is valid up to 120 degrees.\n\nFalk, technical desk', week.at(2, '10:20:15'), {
    files: [{ fileName: 'declaration-4711-S.txt', mediaType: 'text/plain', content: Buffer.from('Declaration of conformity\nRing 4711-S, silicone, peroxide-free\nFit for contact with drinking water up to 120 degrees C.\n') }],
  });
  talk.agent('mira', 'here it is: the rings are tested up to 120 degrees, for drinking water. The declaration is on its way to you by letter as well, with a stamp, since inspectors like stamps.', week.at(2, '11:02:00'), asked ? { answers: asked } : {});
  talk.customer('Wonderful, that is all the inspector wanted. The order follows.', week.at(2, '15:31:00'));
  talk.act('mira', week.at(2, '15:50:00'), { kind: 'life', life: 'closed' });

  const other = world.newCustomer('german');
  const second = correspond(world, { channel: 'help', language: 'german', customer: other, subject: 'Anhänger für den Deckel abgebrochen' });
  const mail = second.customer(`Guten Tag,\n\nder kleine Anhänger am Deckel ist abgebrochen. Bekommt man so etwas einzeln?\n\n${other.name}`, week.at(3, '10:05:00'));
  if (mail) {
    second.from(agents.jonas, `Hallo Henrik,\n\nhaben wir das Teil noch im Lager?\n\nJonas\n\n-------- Weitergeleitete Nachricht --------\n${mail.text}`, week.at(3, '11:48:00'), { to: [agents.henrik], subject: 'WG: Anhänger für den Deckel abgebrochen', answers: mail });
  }
  second.from(agents.henrik, 'Ja, zwei Dutzend. Liegt in Fach 14.\n\nHenrik', week.at(3, '12:10:00'), { to: [agents.jonas] });
  second.agent('jonas', 'den Anhänger gibt es, und er kostet nichts: er liegt morgen in Ihrem Briefkasten.', week.at(3, '14:36:00'), mail ? { answers: mail } : {});
  second.act('jonas', week.at(3, '14:38:00'), { kind: 'life', life: 'resolved' });
  return [talk.story(), second.story()];
}
