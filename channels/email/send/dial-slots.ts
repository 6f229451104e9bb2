/** So many mails at most wait at a time for a server to say that it wants one. */
const slotsPerServer = 4;
/** A server that has not said so after this hangs, and the mail behind gives its place to one for another server. */
const patienceMs = 3_000;

export interface DialSlots {
  /** A place at the door of a server; null: those before it get no answer. Give it back when the server works, or the try is over. */
  take(server: string): Promise<(() => void) | null>;
}

/** Keeps a server that does not answer from holding all tries of this process. */
export function createDialSlots({ slots = slotsPerServer, waitMs = patienceMs }: { slots?: number; waitMs?: number } = {}): DialSlots {
  const doors = new Map<string, { taken: number; readonly waiting: Set<() => void> }>();

  function free(server: string): () => void {
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const door = doors.get(server)!;
      const [next] = door.waiting;
      if (next) return next();
      door.taken -= 1;
      if (door.taken === 0) doors.delete(server);
    };
  }

  return {
    take: async (server) => {
      const door = doors.get(server) ?? { taken: 0, waiting: new Set() };
      doors.set(server, door);
      if (door.taken < slots) {
        door.taken += 1;
        return free(server);
      }
      const isMine = await new Promise<boolean>((resolve) => {
        const mine = (): void => {
          clearTimeout(timer);
          door.waiting.delete(mine);
          resolve(true);
        };
        const timer = setTimeout(() => {
          door.waiting.delete(mine);
          resolve(false);
        }, waitMs);
        door.waiting.add(mine);
      });
      return isMine ? free(server) : null;
    },
  };
}
