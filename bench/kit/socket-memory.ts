import { openReaders } from './open-readers.ts';
import { openBareSide, openOurSides, type SideName } from './socket-sides.ts';

/** What a server holds more with its sockets than without, in kB for each. Heap: with the Buffers beside it. */
export interface SocketMemory {
  /** Ten seconds after the last came in; nobody asked for a collection. */
  readonly heapKb: number;
  readonly residentKb: number;
  /** After collections that were asked for: what the sockets hold, and nothing that coming in left behind. */
  readonly heldKb: number;
  readonly residentHeldKb: number;
}

/**
 * The memory of one side's sockets, in a server process that has no other: `node --expose-gc bench/kit/socket-memory.ts SIDE COUNT`, told to the parent. Before the first look 200 readers come and go,
 * so that code and pools that any number of sockets needs are there already.
 */
async function measure(name: SideName, count: number): Promise<SocketMemory> {
  const opened = name === 'bare ws' ? await openBareSide() : await openOurSides();
  const side = opened.sides[name]!;
  await (await openReaders(side.readersOf(200))).close();
  const before = await collected();
  const readers = await openReaders(side.readersOf(count));
  await rest(10_000);
  const idle = look();
  const held = await collected();
  await readers.close();
  await opened.close();
  const each = (now: number, then: number): number => (now - then) / count / 1_024;
  return { heapKb: each(idle.heap, before.heap), residentKb: each(idle.resident, before.resident), heldKb: each(held.heap, before.heap), residentHeldKb: each(held.resident, before.resident) };
}

interface Look { readonly heap: number; readonly resident: number }
function look(): Look {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

/** After what is going has gone: a server hears of closed sockets a moment later. */
async function collected(): Promise<Look> {
  for (let round = 0; round < 5; round += 1) {
    await rest(200);
    globalThis.gc!();
  }
  return look();
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

const [name, count] = process.argv.slice(2);
process.send!(await measure(name as SideName, Number(count)));
process.exit(0);
