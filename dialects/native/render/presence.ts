import { statusIds, type AgentPresence, type StatusRow } from '#core/presence/index.ts';
import type { AgentStatus, Presence } from '../schemas/presence.ts';

const instant = (ms: number): string => new Date(ms).toISOString();

/** Who has never been at a desk is offline and takes everything. */
export function renderPresence({ agentId, work, usual, devices }: AgentPresence): Presence {
  return {
    agentId, statusId: work?.statusId ?? statusIds.offline, statusSince: work === null ? null : instant(work.statusSinceMs), resumeStatusId: work?.resumeStatusId ?? null, isOnline: work?.isOnline ?? false,
    takesMessages: work?.takesMessages ?? true, takesCalls: work?.takesCalls ?? true, takesChats: work?.takesChats ?? true, calls: work?.calls ?? 0, chats: work?.chats ?? 0,
    capacity: work?.capacity ?? usual.capacity, callWeight: work?.callWeight ?? usual.callWeight, chatWeight: work?.chatWeight ?? usual.chatWeight, load: work?.load ?? 0,
    wrapUpUntil: work === null || work.wrapUpUntilMs === null ? null : instant(work.wrapUpUntilMs),
    devices: devices.map(({ device, kind, connectedAt, until }) => ({ device, kind, connectedAt: new Date(connectedAt).toISOString(), until: new Date(until).toISOString() })),
  };
}

export function renderStatus({ id, name, color, wfmId, isBuiltIn, takesWork, isAutomatic }: StatusRow): AgentStatus {
  return { id, name, color: color as AgentStatus['color'], wfmId, isBuiltIn, takesWork, isAutomatic };
}
