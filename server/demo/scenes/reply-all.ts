import { channels } from '../company.ts';
import { known } from '../customers.ts';
import { correspond } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';
import { makePdf } from '../mail/make-pdf.ts';

/** A company of which three people write in one thread, everybody answering everybody. Its order also went to a second mailbox. */
export function tellReplyAll(world: World): Story[] {
  const { week } = world;
  const { edith, callum, priya } = known;
  const box = { name: 'Samowerk Dealers', address: channels.dealers.address };
  const talk = correspond(world, { channel: 'dealers', language: 'english', customer: edith, subject: 'Twelve Kontor 12 for the new tea rooms' });
  talk.customer('Dear all,\n\nwe open two more tea rooms in March and would like twelve Kontor 12 in cream, six to each address. Callum (in copy) looks after the kitchens, please keep him in the loop.\n\nCould we have the price, and a word on the power they draw?\n\nBest wishes\nEdith Farrowgate\nLarkmoor Tea Rooms', week.at(0, '10:02:11'), { cc: [callum] });
  talk.act('ruben', week.at(0, '10:20:00'), { kind: 'assign', to: 'ruben' });
  talk.act('ruben', week.at(0, '10:20:20'), { kind: 'label', label: 'wholesale' });
  talk.act('ruben', week.at(0, '10:21:00'), { kind: 'priority', value: 3 });
  talk.agent('ruben', 'what lovely news. Twelve pieces come at 34 % off the list, free delivery to both addresses. Each draws 2.1 kW while heating and 90 W afterwards, so two on one 16 A line is fine, three is not.\n\nThe quotation is attached.', week.at(0, '11:27:45'), {
    to: [edith, callum], files: [{ fileName: 'quotation-12-kontor.pdf', mediaType: 'application/pdf', content: makePdf(['Samowerk', 'Quotation for Larkmoor Tea Rooms', '', '12 x Kontor 12, cream', '34 % off the list price', 'Free delivery to two addresses', 'Valid for 30 days']) }],
  });
  talk.customer('Hello Rubén,\n\ntwo per line is what the electrician hoped for. Do they need a water inlet, or is the tank enough for eighty covers?\n\nCallum', week.at(0, '15:20:00'), { to: [box], cc: [edith] }, callum);
  talk.agent('ruben', 'with eighty covers I would take the inlet, it is a kit of EUR 49 and an hour of work. The tank alone would have to be filled every forty minutes.', week.at(1, '09:38:00'), { to: [callum, edith] });
  talk.customer('Please add two kits then. Priya will send you the VAT details.\n\nEdith', week.at(1, '13:05:00'), { to: [box], cc: [callum, priya] });
  talk.agent('ruben', 'two kits added, thank you. Priya, I only need the number and the address as registered.', week.at(1, '13:49:00'), { to: [edith], cc: [callum, priya] });
  talk.customer('Here it is: GB 000 0000 00, Larkmoor Tea Rooms Ltd, Bath. Please put the order number on the invoice.\n\nPriya', week.at(2, '09:55:00'), { to: [box], cc: [edith, callum] }, priya);
  talk.agent('ruben', 'received and booked, the confirmation follows. Delivery is planned for the second week of March.', week.at(2, '10:31:00'), { to: [priya], cc: [edith, callum] });
  talk.act('ruben', week.at(2, '10:33:00'), { kind: 'snooze', until: week.nowMs + 6 * 86_400_000 });

  const both = correspond(world, { channel: 'orders', alsoIn: ['help'], language: 'english', customer: known.rowan, subject: 'Wrong pot in the parcel and a question' });
  both.customer('Hello,\n\nI write to both of you because it concerns both: the parcel had the pot of the Duo, not of the Aufguss 4 (order SW-40117). And may I use the Duo pot until the right one comes? It nearly fits.\n\nRowan Thistlewood', week.at(3, '09:20:00'), { to: [{ name: '', address: channels.orders.address }, { name: '', address: channels.help.address }] });
  both.agent('lotte', 'sorry for the mix-up! The right pot leaves today. Please do not use the other one meanwhile: it stands 4 mm too high and the valve would stay open. Keep it, it may come in handy.', week.at(3, '10:04:00'));
  both.act('lotte', week.at(3, '10:05:00'), { kind: 'label', label: 'delivery' });
  both.act('lotte', week.at(3, '10:06:00'), { kind: 'life', life: 'resolved' });
  return [talk.story(), both.story()];
}
