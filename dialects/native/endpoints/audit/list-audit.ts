import { findAudit } from '#core/audit/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { AuditEntries, AuditQuery } from '../../schemas/audit.ts';

export const listAudit = operation({
  id: 'audit.list',
  method: 'GET',
  path: '/native/v1/audit',
  tag: 'Audit log',
  summary: 'Who did what to settings, people and rights, newest first; `action` may be the beginning of one',
  query: AuditQuery,
  response: AuditEntries,
  async handle({ act, snapshot, query: { cursor, limit = 25, action, actorUserId } }) {
    const rows = await snapshot((tx) => findAudit(tx, act, {
      after: fromTimeCursor(cursor), limit: limit + 1, ...(action === undefined ? {} : { actionPrefix: action }), ...(actorUserId === undefined ? {} : { actorUserId }),
    }));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ id, at, actorKind, actorUserId: by, action: done, targetKind, targetId, detail, address }) => ({ id, at, actorKind, actorUserId: by, action: done, targetKind, targetId, detail, address })),
      next: rows.length > limit && last ? toCursor([last.at, last.id]) : null,
    };
  },
});
