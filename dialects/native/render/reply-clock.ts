import type { ReplyClock as Clock } from '#core/analytics/index.ts';
import type { ReplyClock } from '../schemas/reply-clock.ts';

type Wait = Clock['waits'][number];

const instant = (ms: number): string => new Date(ms).toISOString();
const whatOf = (of: Wait['asked']): ReplyClock['waits'][number]['asked'] => (
  of.by === 'message' ? { by: of.by, messageId: of.messageId, interactionId: null } : { by: of.by, messageId: null, interactionId: of.interactionId });

export function renderReplyClock({ conversationId, began, turn, waitingSince, waits }: Clock): ReplyClock {
  return {
    conversationId, began, turn, waitingSince: waitingSince === null ? null : instant(waitingSince),
    waits: waits.map((wait) => ({
      asked: whatOf(wait.asked), askedAt: instant(wait.askedAt), answered: whatOf(wait.answered), answeredAt: instant(wait.answeredAt), agentId: wait.agentId, isFirst: wait.isFirst,
      seconds: wait.raw, businessSeconds: wait.business, businessSecondsOfAgent: wait.businessAgent, calendarId: wait.calendarId, calendarVersions: [...wait.versions],
    })),
  };
}
