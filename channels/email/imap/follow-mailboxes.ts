import { randomUUID } from 'node:crypto';
import { findAccessesToRead, findMailboxesToRead, type MailboxToRead } from '#core/channels/index.ts';
import { readServiceMailbox } from '../providers/read-service-mailbox.ts';
import type { MailRoom } from '../mail-room.ts';
import { keepMailbox } from './keep-mailbox.ts';
import { createGate } from './reader.ts';
import { mailboxTiming, type MailboxTiming } from './timing.ts';

export interface FollowOptions {
  readonly timing?: MailboxTiming;
}

/** Batches that are parsed and stored at a time, over all mailboxes: more would only take connections from those who wait for a page. */
const batchesAtATime = 3;

/** `protocol`: by which it is read. */
interface Followed extends MailboxToRead { readonly protocol: string }

interface Kept { readonly fingerprint: string; readonly end: () => Promise<void> }

/**
 * Reads every mailbox of every account: a new, changed or disabled channel is noticed at the next look (2 s). The function returned ends it,
 * the batches under way stored.
 */
export function followMailboxes(room: MailRoom, { timing = mailboxTiming }: FollowOptions = {}): () => Promise<void> {
  const holder = randomUUID();
  const gate = createGate(batchesAtATime);
  const kept = new Map<string, Kept>();
  let isStopping = false;
  let isAway = false;

  const keep = ({ protocol, ...mailbox }: Followed): Kept => {
    const ending = new AbortController();
    const running = keepMailbox({ room, ...mailbox, holder, timing, gate, signal: ending.signal, ...(protocol === 'imap' ? {} : { read: readServiceMailbox }) });
    return { fingerprint: mailbox.fingerprint, end: () => { ending.abort(); return running; } };
  };

  async function look(): Promise<void> {
    const byImap = (await findMailboxesToRead(room.database)).map((mailbox): Followed => ({ ...mailbox, protocol: 'imap' }));
    const all: readonly Followed[] = [...byImap, ...await findAccessesToRead(room.database)];
    const wanted = new Map(all.map((mailbox) => [`${mailbox.accountId}:${mailbox.channelId}`, mailbox]));
    const ended = [...kept].filter(([name, { fingerprint }]) => wanted.get(name)?.fingerprint !== fingerprint);
    await Promise.all(ended.map(async ([name, { end }]) => {
      await end();
      kept.delete(name);
    }));
    if (isStopping) return;
    for (const [name, mailbox] of wanted) if (!kept.has(name)) kept.set(name, keep(mailbox));
  }

  async function follow(): Promise<void> {
    while (!isStopping) {
      await look().then(() => { isAway = false; }, (error: unknown) => {
        if (!isAway) room.warn('mailboxes cannot be looked up', { err: error });
        isAway = true;
      });
      await pause();
    }
  }

  let rouse: () => void = () => {};
  async function pause(): Promise<void> {
    if (isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timing.followMs);
      rouse = () => { clearTimeout(timer); resolve(); };
    });
  }

  const following = follow();
  return async () => {
    isStopping = true;
    rouse();
    await following;
    await Promise.all([...kept.values()].map(({ end }) => end()));
  };
}
