/** Who could be given a conversation, as it stood at that moment. Kept with the choice: "why me?". */
export interface Candidate {
  readonly agentId: number;
  readonly isAvailable: boolean;
  /** Open conversations in hand. */
  readonly load: number;
  /** What he can take at once. */
  readonly capacity: number;
  /** A number that grows with each conversation that was given by itself; 0: he was never given one of this channel. */
  readonly lastTurn: number;
}

export interface Choosing { readonly mode: 'round-robin' | 'balanced'; readonly perAgentMax: number | null }

/** Who gets it: of the available below the limit, whose turn it is (round-robin) or who has least in hand for what he can take (balanced). Null: nobody can. Pure. */
export function chooseAgent(candidates: readonly Candidate[], { mode, perAgentMax }: Choosing): number | null {
  const free = candidates.filter(({ isAvailable, load }) => isAvailable && (perAgentMax === null || load < perAgentMax));
  const byTurn = (a: Candidate, b: Candidate): number => a.lastTurn - b.lastTurn || a.agentId - b.agentId;
  const order = mode === 'round-robin' ? byTurn : (a: Candidate, b: Candidate): number => a.load * b.capacity - b.load * a.capacity || byTurn(a, b);
  return free.toSorted(order)[0]?.agentId ?? null;
}
