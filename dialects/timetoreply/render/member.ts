import type { AgentMailbox } from '../ports.ts';

export function renderMember({ address }: AgentMailbox) {
  return { email: address, type: 1, existing: true };
}
