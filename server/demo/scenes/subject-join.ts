import { correspond } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

/** A mail program that loses its threads: the reply names no parent and joins by its subject alone. */
export function tellSubjectJoin(world: World): Story[] {
  const { week } = world;
  const customer = world.newCustomer('german');
  const talk = correspond(world, { channel: 'help', language: 'german', customer, subject: 'Welcher Tee liegt dem Aufguss 4 bei?' });
  talk.customer(`Hallo,\n\nin meinem Karton lag eine Probe ohne Etikett, die uns sehr geschmeckt hat. Welcher Tee war das?\n\n${customer.name}`, week.at(2, '09:44:00'));
  talk.act('mira', week.at(2, '10:01:00'), { kind: 'assign', to: 'mira' });
  talk.agent('mira', 'das freut uns! Es ist ein Assam aus zweiter Pflückung, den eine kleine Rösterei für uns abpackt. Im Shop heißt er "Hausmischung 3".', week.at(2, '10:07:00'));
  talk.customer(`Danke, gefunden und gleich zwei Dosen bestellt.\n\n${customer.first}`, week.at(2, '19:02:00'), { answers: null, quotes: false, subject: 'AW: Welcher Tee liegt dem Aufguss 4 bei?' });
  talk.act('mira', week.at(3, '08:36:00'), { kind: 'life', life: 'closed' });
  return [talk.story()];
}
