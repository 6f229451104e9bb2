import { Type, type Static } from '@sinclair/typebox';
import { Closed, Nullable, OneOf } from './shared.ts';

export const DemoStarted = Closed({
  state: OneOf(['unavailable', 'none', 'running', 'done', 'failed']),
  text: Nullable(Type.String({ description: 'Of progress, for whoever runs the server' })),
  key: Nullable(Type.String({ description: 'failed: which sentence the text is' })),
});
export type DemoStarted = Static<typeof DemoStarted>;

/** What is set and what is not: the checklist of the first days. */
export const Setup = Closed({
  hasChannel: Type.Boolean(),
  hasMail: Type.Boolean(),
  hasIncomingConnection: Type.Boolean(),
  hasOutgoingConnection: Type.Boolean(),
  hasHours: Type.Boolean(),
  hasInternalDomains: Type.Boolean(),
  hasColleagues: Type.Boolean({ description: 'More than one member' }),
  suggestedDomains: Type.Array(Type.String()),
  demo: DemoStarted,
});
export type Setup = Static<typeof Setup>;
