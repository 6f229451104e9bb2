import type { Static } from '@sinclair/typebox';
import type { AgentStatus } from '#core/presence/index.ts';
import type { UserStatus } from '../schemas/user-status.ts';

export function renderUserStatus({ id, name, color, wfmId }: Pick<AgentStatus, 'id' | 'name' | 'color' | 'wfmId'>): Static<typeof UserStatus> {
  return { id, name, color, wfm_id: wfmId };
}
