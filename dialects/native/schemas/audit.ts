import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

export const AuditEntry = Closed({
  id: Id,
  at: Instant,
  actorKind: Type.String(),
  actorUserId: Nullable(Id),
  action: Type.String({ description: '<noun>.<what happened>' }),
  targetKind: Nullable(Type.String()),
  targetId: Nullable(Type.Integer()),
  detail: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: {} }),
  address: Nullable(Type.String()),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditEntries = PageOf(AuditEntry);
export type AuditEntries = Static<typeof AuditEntries>;

const filter = {
  action: Type.Optional(Type.String({ maxLength: 60, description: 'An action, or its beginning: "channel."' })),
  actorUserId: Type.Optional(Id),
};
export const AuditQuery = Closed({ ...pageQuery, ...filter });
export const AuditExportQuery = Closed({ ...filter, format: Type.Optional(OneOf(['csv', 'jsonl'])) });
