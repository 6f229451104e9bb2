import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id } from './shared.ts';

const Day = Type.String({ maxLength: 10, description: 'Local day, "2026-07-01"' });
const Span = { from: Day, to: Type.String({ maxLength: 10, description: 'Last day, included' }) };

export const LeaveList = Closed({ items: Type.Array(Closed({ agentId: Id, ...Span })), next: Type.Null() });
export type LeaveList = Static<typeof LeaveList>;

export const LeaveInput = Closed({ spans: Type.Array(Closed(Span), { maxItems: 500 }) });
export type LeaveInput = Static<typeof LeaveInput>;
