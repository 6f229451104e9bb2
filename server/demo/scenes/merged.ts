import { known } from '../customers.ts';
import { correspond } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

/** Two matters that were one: written again from home, and to two mailboxes. An agent merges them. */
export function tellMerged(world: World): Story[] {
  const { week } = world;
  const office = correspond(world, { channel: 'help', language: 'german', customer: known.ilse, subject: 'Samo Duo im Büro schaltet sich ab' });
  office.customer('Guten Tag,\n\nunsere Samo Duo im Büro schaltet sich mitten im Brühen ab. Bitte um Rat.\n\nIlse Brandtstätter\nKontor Wiesengrund', week.at(3, '08:12:00'));
  const home = correspond(world, { channel: 'help', language: 'german', customer: known.ilseAtHome, subject: 'Noch ein Nachtrag zu unserer Samo Duo' });
  home.customer('Guten Abend,\n\nvon zu Hause noch ein Nachtrag: die Seriennummer lautet SD-2416-3309, und es passiert nur, wenn der Tank fast leer ist.\n\nIlse Brandtstätter', week.at(3, '08:21:30'));
  if (office.first) home.act('mira', week.at(3, '08:50:00'), { kind: 'merge', into: office.first.id });
  office.act('mira', week.at(3, '08:49:00'), { kind: 'assign', to: 'mira' });
  office.act('mira', week.at(3, '08:51:00'), { kind: 'label', label: 'fault' });
  office.agent('mira', 'danke für beide Mails. Der Nachtrag ist der Schlüssel: der Schwimmer meldet zu früh "leer". Ein neuer ist unterwegs, er wird nur gesteckt.', week.at(3, '09:14:00'));
  office.act('mira', week.at(3, '09:16:00'), { kind: 'life', life: 'resolved' });

  const twice = correspond(world, { channel: 'orders', language: 'english', customer: known.rowanAtWork, subject: 'Two lids too many' });
  twice.customer('Hello,\n\nwe ordered one lid and got three. Shall we send two back, or do you want to bill them?\n\nRowan Thistlewood\nQuayside Studio', week.at(4, '09:05:00'));
  const again = correspond(world, { channel: 'help', language: 'english', customer: known.rowanAtWork, subject: 'Lids: wrong mailbox, sorry' });
  again.customer('Hello,\n\nI fear I wrote to the wrong mailbox about the two extra lids. Please see my mail of this morning.\n\nRowan', week.at(4, '09:31:00'));
  if (twice.first) again.act('mira', week.at(4, '09:40:00'), { kind: 'merge', into: twice.first.id });
  twice.agent('henrik', 'keep them, with our compliments: they cost less than the postage. Nothing will be billed.', week.at(4, '10:12:00'));
  twice.act('henrik', week.at(4, '10:14:00'), { kind: 'life', life: 'closed' });
  return [office, home, twice, again].map((talk) => talk.story());
}
