export interface Burst { readonly perSecond: number; readonly latenciesMs: readonly number[] }

/** Does one unit of work; `client` says which of the concurrent clients asks. */
export type Work = (client: number) => Promise<unknown>;

/** Runs the work for so long with so many clients at once, each waiting for its own answer before it asks again. */
export async function burst(work: Work, { clients, ms }: { clients: number; ms: number }): Promise<Burst> {
  const latenciesMs: number[] = [];
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let before = performance.now(); before - start < ms;) {
      await work(client);
      const now = performance.now();
      latenciesMs.push(now - before);
      before = now;
    }
  }));
  return { perSecond: latenciesMs.length / ((performance.now() - start) / 1000), latenciesMs };
}

/**
 * Short bursts of every candidate in turn, round after round, after one round to warm up: disk and processor change their pace within
 * minutes, and only what ran side by side can be compared. Ratios are for the caller to take round by round.
 */
export async function rotateBursts<Name extends string>(candidates: Readonly<Record<Name, Work>>, { rounds, clients, ms }: { rounds: number; clients: number; ms: number }): Promise<Record<Name, Burst[]>> {
  const names = Object.keys(candidates) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Burst[]])) as Record<Name, Burst[]>;
  for (let round = 0; round <= rounds; round += 1) {
    const turn = round % names.length;
    for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
      const result = await burst(candidates[name], { clients, ms });
      if (round > 0) results[name].push(result);
    }
  }
  return results;
}
