import { correspond } from '../plan/correspondence.ts';
import { asHtml } from '../plan/tell-matter.ts';
import type { Customer } from '../customers.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

const robot = (name: string, address: string): Customer => ({ name, first: name, last: '', address, city: '', zone: 'UTC', language: 'english' });

/** What machines send: a newsletter, a carrier's status mail; and a mail that is spam. */
export function tellRobots(world: World): Story[] {
  const { week } = world;
  const paper = robot('Packaging Weekly', 'news@packaging-weekly.example');
  const letter = correspond(world, { channel: 'orders', language: 'english', customer: paper, subject: 'Cartons that fold themselves: 5 trends' });
  const text = 'In this issue:\n\n1. Cartons that fold themselves\n2. Paper tape: is it worth the price?\n3. Visit us at the autumn fair, hall 4\n\nYou receive this because you subscribed at packaging-weekly.example.';
  letter.customer(text, week.at(2, '05:30:00'), {
    headers: { 'List-Unsubscribe': '<mailto:leave@packaging-weekly.example>', 'List-Id': 'Packaging Weekly <news.packaging-weekly.example>', Precedence: 'bulk', 'Auto-Submitted': 'auto-generated', 'Return-Path': '<bounce-118@packaging-weekly.example>' },
    html: asHtml(text, '<p><img src="https://img.packaging-weekly.example/open/118.gif" width="1" height="1" alt=""></p>'),
  });
  letter.act('henrik', week.at(2, '08:41:00'), { kind: 'life', life: 'closed' });

  const carrier = correspond(world, { channel: 'orders', language: 'english', customer: robot('Carrier status', 'status@gelbfuhre.example'), subject: 'Pick-up confirmed: 41 parcels' });
  carrier.customer('Tour 7, ramp 2\nParcels: 41\nWeight: 212 kg\nDriver: 18\n\nThis message was created automatically. Replies are not read.', week.at(3, '16:05:00'), { headers: { 'Auto-Submitted': 'auto-generated' } });
  carrier.act('henrik', week.at(3, '16:20:00'), { kind: 'life', life: 'closed' });

  const spam = correspond(world, { channel: 'help', language: 'english', customer: robot('Mrs. Beneficiary Office', 'claims@prince-funds.test'), subject: 'FINAL NOTICE: your parcel of 2.5 million is held at the airport' });
  spam.customer('Dear beneficiary,\n\nyour consignment box is held at the airport. Send your full name and a small fee of 120 today to release it.\n\nOfficer in charge', week.at(1, '03:14:09'));
  spam.act('jonas', week.at(1, '08:52:00'), { kind: 'life', life: 'spam' });
  return [letter, carrier, spam].map((talk) => talk.story());
}
