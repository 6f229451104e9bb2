import type { Recount as CoreRecount, RecountFigures } from '#core/analytics/index.ts';
import type { Recount } from '../schemas/recounts.ts';
import { renderFigures } from './figures.ts';

export function renderRecount({ id, state, causes, isWhole, askedBy, askedByName, askedAt, total, done, before, after, endedAt, replacedBy }: CoreRecount): Recount {
  return {
    id, state, causes: [...causes], isWhole, askedBy: askedBy === null ? null : { id: askedBy, name: askedByName }, askedAt, conversations: { total, done },
    before: before && figures(before), after: after && figures(after), endedAt, replacedBy,
  };
}

const figures = ({ percentiles, figures: row }: RecountFigures) => ({ percentiles, figures: renderFigures(row) });
