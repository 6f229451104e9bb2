import pg from 'pg';
import { clientOptions, type Connection } from './connection.ts';

const channel = 'patchbay_wake';
const notifyMsMin = 10;
const reconnectMsMin = 200;
const reconnectMsMax = 2_000;
const answerMs = 10_000;

/** Between the processes on one database: "something was committed, look". Losing a word loses nothing but a second: everybody looks each second anyway. */
export interface WakeChannel {
  /** Tells the others, at most every 10 ms. Never inside a transaction that writes: 16 writers that notify fall from 23,000 to 5,000 transactions a second. */
  tell(): void;
  close(): Promise<void>;
}

/** One connection of its own, opened again with growing pauses where it breaks. `onWake`: another process has committed something. */
export function openWakeChannel(connection: Connection, onWake: () => void): WakeChannel {
  let client: pg.Client | null = null;
  let ownPid: number | null = null;
  let isClosed = false;
  let pauseMs = reconnectMsMin;
  let retry: NodeJS.Timeout | null = null;
  let due: NodeJS.Timeout | null = null;
  let toldAtMs = 0;

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...clientOptions(connection, 'app'), connectionTimeoutMillis: 10_000 });
    next.on('error', () => { lose(next); });
    next.on('end', () => { lose(next); });
    next.on('notification', ({ processId }) => { if (processId !== ownPid) onWake(); });
    try {
      await next.connect();
      await next.query(`LISTEN ${channel}`);
      const { rows } = await next.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      if (isClosed) return await next.end();
      ownPid = rows[0]!.pid;
      client = next;
      pauseMs = reconnectMsMin;
    } catch {
      await next.end().catch(() => {});
      later();
    }
  }

  function lose(lost: pg.Client): void {
    if (client !== lost) return;
    client = null;
    later();
  }

  function later(): void {
    if (isClosed || retry !== null) return;
    retry = setTimeout(() => {
      retry = null;
      opening = connect();
    }, pauseMs);
    retry.unref();
    pauseMs = Math.min(pauseMs * 2, reconnectMsMax);
  }

  function send(): void {
    due = null;
    toldAtMs = Date.now();
    const used = client;
    if (used === null) return;
    // A broken connection is opened again; one that says nothing is as good as broken. The others look each second.
    used.query({ text: `NOTIFY ${channel}`, query_timeout: answerMs } as pg.QueryConfig).catch(() => {
      lose(used);
      void used.end().catch(() => {});
    });
  }

  let opening = connect();
  return {
    tell: () => {
      if (isClosed || due !== null) return;
      due = setTimeout(send, Math.max(0, toldAtMs + notifyMsMin - Date.now()));
      due.unref();
    },
    close: async () => {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      if (due !== null) clearTimeout(due);
      await opening;
      await client?.end().catch(() => {});
    },
  };
}
