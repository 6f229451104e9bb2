import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeChannelSettings } from '#core/channels/index.ts';
import { openConversation, findAutoReplies } from '#core/conversations/index.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

/** Two houses that know nothing of each other, each with a mailbox that replies to everything. The wire between them is the test. */
let rooms: SendingDesk[];
before(async () => {
  rooms = [await openSendingDesk(), await openSendingDesk()];
  for (const room of rooms) {
    await room.within((tx) => changeChannelSettings(tx, room.now(), room.desk.help.id, { autoReply: { inHours: { text: 'Thanks.', html: null }, outOfHours: null } }));
  }
});
after(() => Promise.all(rooms.map((room) => room.close())));

/** Carries mail to and fro, under each house's own address for the other, until nothing moves. Returns how many mails were carried. */
async function carry(from: SendingDesk, change: (text: string) => string): Promise<number> {
  let carried = 0;
  for (let [sender, receiver] = [from, rooms.find((room) => room !== from)!]; carried < 50;) {
    await sender.drain();
    const mails = sender.peer.mails.splice(0);
    if (mails.length === 0) return carried;
    for (const mail of mails) {
      carried += 1;
      // Both houses are called desk.test: on the wire the sender is called other.test, and the addressee desk.test.
      const text = mail.raw.toString().replaceAll('desk.test', 'sender.test').replaceAll('other.test', 'desk.test').replaceAll('sender.test', 'other.test');
      await receiver.receive(change(text));
    }
    [sender, receiver] = [receiver, sender];
  }
  return carried;
}

const begin = (room: SendingDesk) => room.within((tx) => openConversation(tx, room.now(), { channelId: room.desk.help.id, to: [{ address: 'help@other.test' }], subject: 'Hello', text: 'Hello', undoSeconds: 0 }));

test('two mailboxes that reply to each other stop after one reply', async () => {
  await begin(rooms[0]!);
  assert.equal(await carry(rooms[0]!, (text) => text), 2);
  const [last] = await rooms[0]!.within((tx) => findAutoReplies(tx, rooms[0]!.now(), {}));
  assert.equal(last!.withheldBecause, 'automatic');
});

test('they stop also where everything that marks a reply as automatic is lost on the way', async () => {
  for (const room of rooms) room.clock.advance(2 * 3_600_000);
  await begin(rooms[0]!);
  const carried = await carry(rooms[0]!, (text) => text.replaceAll(/^(?:Auto-Submitted|X-Auto-Response-Suppress):.*\r\n/gm, ''));
  assert.ok(carried <= 3, `${carried} mails`);
  const [last] = await rooms[1]!.within((tx) => findAutoReplies(tx, rooms[1]!.now(), {}));
  assert.ok(last!.withheldBecause === 'conversation' || last!.withheldBecause === 'address-hour', String(last!.withheldBecause));
});
