import { correspond } from '../plan/correspondence.ts';
import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';

/** Somebody else answers our mail, from an address nobody named: that opens a linked conversation instead of showing a stranger the first one. */
export function tellLinked(world: World): Story[] {
  const { week } = world;
  const customer = world.newCustomer('english');
  const talk = correspond(world, { channel: 'orders', language: 'english', customer, subject: 'Delivery while we are away' });
  talk.customer(`Hello,\n\nwe are away until Sunday. Could the Aufguss 4 be left with our neighbour at number 12?\n\n${customer.name}`, week.at(2, '10:20:00'));
  talk.agent('henrik', 'yes, the driver will try number 12. Could your neighbour drop us a line that this is all right?', week.at(2, '11:15:00'));
  const neighbour = world.newCustomer('english');
  talk.customer(`Hello,\n\nI am the neighbour from number 12. Happy to take the parcel, I am at home after four.\n\n${neighbour.name}`, week.at(2, '16:40:00'), {}, neighbour);
  talk.agent('henrik', 'wonderful, I have told the driver to come after four.', week.at(3, '09:02:00'), { to: [neighbour] });
  talk.act('henrik', week.at(3, '09:04:00'), { kind: 'life', life: 'closed' });
  return [talk.story()];
}
