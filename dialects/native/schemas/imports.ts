import { Type, type Static } from '@sinclair/typebox';
import { PageOf } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const word = Type.Union([Type.String(), Type.Number()]);
/** What fills the gaps of a refusal's sentence in other languages. */
const gaps = { line: word, found: word, format: word, path: word };

export const Import = Closed({
  id: Id,
  channelId: Id,
  source: Type.String(),
  state: OneOf(['running', 'stopped', 'done', 'failed', 'undoing', 'undone']),
  read: Type.Integer(),
  stored: Type.Integer(),
  alreadyHeld: Type.Integer(),
  quarantined: Type.Integer(),
  startedAt: Instant,
  finishedAt: Nullable(Instant),
  problem: Nullable(Type.String({ description: 'Why it failed, where it is known' })),
  problemSaid: Nullable(Closed({ key: Type.String(), values: Type.Partial(Closed(gaps), { additionalProperties: false }) })),
});
export type Import = Static<typeof Import>;

export const Imports = Closed({ items: Type.Array(Import), next: Type.Null() });
export type Imports = Static<typeof Imports>;

export const NewImport = Closed({
  uploadId: Id,
  channelId: Id,
  zone: Type.Optional(Type.String({ maxLength: 100, description: 'For Date headers that name no zone; default: the account\'s' })),
});
export type NewImport = Static<typeof NewImport>;

export const QuarantinedMail = Closed({
  id: Id,
  channelId: Id,
  channelAddress: Nullable(Type.String()),
  code: Type.String(),
  detail: Type.String(),
  byteCount: Type.Integer(),
  importId: Nullable(Id),
  createdAt: Instant,
  resolvedAt: Nullable(Instant),
});
export type QuarantinedMail = Static<typeof QuarantinedMail>;
export const Quarantine = PageOf(QuarantinedMail);
export type Quarantine = Static<typeof Quarantine>;

export const QuarantineRetried = Closed({ outcome: OneOf(['stored', 'fetch-again', 'kept']), text: Type.String(), code: Nullable(Type.String({ description: 'kept: why, as in a quarantined mail' })) });
export type QuarantineRetried = Static<typeof QuarantineRetried>;
