/** How an agent stands: the row `agent_presence`, which every command locks that gives the agent work or takes it away. Instants are epoch milliseconds. */
export interface AgentWork {
  readonly agentId: number;
  readonly statusId: number;
  readonly statusSinceMs: number;
  /** What the agent comes back to when an automatic status ends. */
  readonly resumeStatusId: number | null;
  /** Whether the status of the account's own that he is in, or comes back to, takes work; false of a built-in one, which is known. */
  readonly ownStatusTakesWork: boolean;
  readonly isOnline: boolean;
  readonly takesMessages: boolean;
  readonly takesCalls: boolean;
  readonly takesChats: boolean;
  /** Units; the account's where the agent has none of his own. */
  readonly capacity: number;
  readonly callWeight: number;
  readonly chatWeight: number;
  /** Units taken by work in hand and by open exclusive offers. */
  readonly load: number;
  /** Calls and chats in hand (picked up, not ended). */
  readonly calls: number;
  readonly chats: number;
  /** Since when nothing is in hand. */
  readonly idleSinceMs: number;
  readonly wrapUpUntilMs: number | null;
}

/** An account's weights until it sets its own: a call fills an agent, three chats do. */
export const defaultCapacity = { capacity: 6, callWeight: 6, chatWeight: 2 } as const;
