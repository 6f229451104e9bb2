import type { Interaction, Party } from '#core/interactions/index.ts';

/** Who has the interaction in hand: those who took it, or were asked in by a transfer. Who only joined (barge, monitor, coach) has not. */
export function handsOf(interaction: Interaction): Party[] {
  return interaction.parties.filter((party) => party.kind === 'agent' && party.agentId !== null && party.leftMs === null && isWork(party));
}

/** Agents whose wrap-up runs. */
export function wrappingUp(interaction: Interaction): Party[] {
  return interaction.parties.filter((party) => party.kind === 'agent' && party.agentId !== null && party.state === 'wrap-up');
}

function isWork(party: Party): boolean {
  return party.role === 'main' || party.role === 'transfer';
}

/** The queue that the agent's party came by; null: none (a call out, a transfer to him from one). */
export function queueOfParty(interaction: Interaction, party: Party): number | null {
  return interaction.spans.find((span) => span.partyId === party.id)?.queueId ?? null;
}
