import { outletLimits } from '../outlet.ts';

export const cableLimits = {
  frameBytesMax: 16 * 1024,
  /** The stock client takes six seconds without a word for a dead connection. */
  pingMs: 3_000,
  recheckMs: 2_000,
  /** Rights that could not be asked for so long (the database is away) are none. */
  recheckSilenceMs: 30_000,
  /** A connection without any subscription ends after so long. */
  idleMs: 30_000,
  /** Clients say `update_presence` every 20 seconds; who has not for so long is away. */
  presentMs: 45_000,
  socketsMax: 20_000,
  /** Connections of one network (IPv6: /64): an office behind one address is no attack. */
  perNetworkMax: 500,
  subscriptionsMax: 10,
  /** Of one person or contact. */
  subscribersPerCallerMax: 50,
  messagesPerTenSeconds: 60,
  ...outletLimits,
  /** Batches of events that wait to be turned into frames; beyond that all load anew. */
  batchesMax: 20,
} as const;
