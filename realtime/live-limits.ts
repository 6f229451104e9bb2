export const liveLimits = {
  /** A message of a client; ws closes with 1009 beyond it, before it is in memory. */
  frameBytesMax: 16 * 1024,
  helloMs: 10_000,
  pingMs: 25_000,
  /** How often all sockets' rights are asked again. */
  recheckMs: 2_000,
  /** Rights that could not be asked for so long (the database is away) are none. */
  recheckSilenceMs: 30_000,
  pollMs: 1_000,
  wakeMsMin: 10,
  keepOnlineMs: 5_000,
  /** A lease said again within this time is not written again. */
  leaseRenewMs: 3_000,
  socketsMax: 20_000,
  socketsPerPersonMax: 50,
  messagesPerTenSeconds: 100,
} as const;
