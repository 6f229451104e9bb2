import { IdCodes } from './id-codes.ts';

/** Codes of what the rows of one account name. */
export interface Dictionaries { readonly agents: IdCodes; readonly channels: IdCodes; readonly addresses: IdCodes }

export function newDictionaries(): Dictionaries {
  return { agents: new IdCodes(), channels: new IdCodes(), addresses: new IdCodes() };
}

export function bytesOfDictionaries({ agents, channels, addresses }: Dictionaries): number {
  return agents.bytes + channels.bytes + addresses.bytes;
}
