import type { ServerMessage, LivePerson } from './live-message.ts';
import { messageFrame } from './message-frame.ts';
import type { LiveSocket } from './live-socket.ts';
import type { PresenceNow } from './ports.ts';

/** What was told last of who is where in one account. */
export interface DeskPresence {
  /** Tells each socket what differs from before: of the conversation it is at, and of who is connected. */
  tell(now: PresenceNow, sockets: Iterable<LiveSocket>): void;
  /** Of one conversation, to one socket that came to it. */
  tellOne(socket: LiveSocket, conversationId: number): void;
  readonly online: () => readonly LivePerson[];
}

export function openDeskPresence(): DeskPresence {
  let online: readonly LivePerson[] = [];
  let told = new Map<number, string>();
  let texts = new Map<number, ServerMessage>();

  function messageOf(conversationId: number): ServerMessage {
    return texts.get(conversationId) ?? { type: 'presence', conversationId, viewers: [], typing: [], isContactTyping: false };
  }

  return {
    online: () => online,
    tellOne: (socket, conversationId) => socket.send(messageOf(conversationId)),
    tell: (now, sockets) => {
      const isOnlineNew = JSON.stringify(now.online) !== JSON.stringify(online);
      online = now.online;
      texts = groupLeases(now);
      const next = new Map([...texts].map(([id, message]) => [id, JSON.stringify(message)]));
      const changed = new Set([...next.keys(), ...told.keys()].filter((id) => next.get(id) !== told.get(id)));
      told = next;
      if (!isOnlineNew && changed.size === 0) return;
      const onlineFrame = messageFrame({ type: 'online', online });
      const frames = new Map([...changed].map((id) => [id, messageFrame(messageOf(id))]));
      for (const socket of sockets) {
        if (isOnlineNew) socket.write(onlineFrame);
        for (const id of new Set([socket.viewing, socket.typing])) if (id !== null && changed.has(id)) socket.write(frames.get(id)!);
      }
    },
  };
}

function groupLeases({ leases, contactsTyping }: PresenceNow): Map<number, ServerMessage> {
  const groups = new Map<number, { type: 'presence'; conversationId: number; viewers: LivePerson[]; typing: LivePerson[]; isContactTyping: boolean }>();
  const groupOf = (conversationId: number) => {
    let group = groups.get(conversationId);
    if (!group) groups.set(conversationId, group = { type: 'presence', conversationId, viewers: [], typing: [], isContactTyping: false });
    return group;
  };
  for (const { conversationId, userId, name, kind } of leases) (kind === 'viewing' ? groupOf(conversationId).viewers : groupOf(conversationId).typing).push({ userId, name });
  for (const conversationId of contactsTyping) groupOf(conversationId).isContactTyping = true;
  return groups;
}
