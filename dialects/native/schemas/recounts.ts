import { Type, type Static } from '@sinclair/typebox';
import { FigureRow } from './reports.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const Figures = Closed({ percentiles: OneOf(['exact', 'within 4 %'] as const), figures: FigureRow });
const Count = Type.Integer({ minimum: 0 });

export const Recount = Closed({
  id: Id,
  state: OneOf(['waiting', 'running', 'done', 'replaced'] as const, { description: 'replaced: a later one covers what was left of it' }),
  causes: Type.Array(Type.String(), { description: 'asked, or what changed: a kind of settings (calendar, mail-filters, internal-domains ...), else a type of event' }),
  isWhole: Type.Boolean({ description: 'Of every conversation; else of those to which something happened since the change' }),
  askedBy: Nullable(Closed({ id: Id, name: Nullable(Type.String()) })),
  askedAt: Instant,
  conversations: Closed({ total: Count, done: Count }),
  before: Nullable(Figures),
  after: Nullable(Figures),
  endedAt: Nullable(Instant),
  replacedBy: Nullable(Id),
});
export type Recount = Static<typeof Recount>;
export const Recounts = Closed({ items: Type.Array(Recount, { description: 'The newest 20, newest first' }), next: Type.Null() });
export type Recounts = Static<typeof Recounts>;
