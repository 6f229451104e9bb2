import type { Agent as CoreAgent } from '#core/people/index.ts';
import type { Agent } from '../schemas/people.ts';

export function renderAgent({ id, name, userId, addresses, isDiscovered, createdAt, deactivatedAt }: CoreAgent): Agent {
  return { id, name, userId, addresses: [...addresses], isDiscovered, createdAt, deactivatedAt };
}
