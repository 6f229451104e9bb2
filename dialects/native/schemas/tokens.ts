import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable } from './shared.ts';

export const Token = Closed({
  id: Id,
  userId: Id,
  api: Type.String({ description: 'The API it opens' }),
  name: Type.String(),
  scopes: Type.Array(Type.String(), { description: 'Permissions, or "*": whatever the role allows' }),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
});
export type Token = Static<typeof Token>;
export const Tokens = PageOf(Token);
export type Tokens = Static<typeof Tokens>;
export const TokensQuery = Closed({ ...pageQuery, userId: Type.Optional(Id) });

export const NewToken = Closed({
  api: Type.String({ maxLength: 30 }),
  name: Type.String({ maxLength: 200 }),
  scopes: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 200, description: 'Absent: whatever the role allows' })),
  expiresAt: Type.Optional(Nullable(Instant)),
  userId: Type.Optional(Id),
});
export type NewToken = Static<typeof NewToken>;

export const TokenMade = Closed({ ...Token.properties, secret: Type.String({ description: 'Shown this once' }) });
export type TokenMade = Static<typeof TokenMade>;

export const Apis = Closed({ items: Type.Array(Closed({ name: Type.String(), title: Type.String() })), next: Type.Null() });
export type Apis = Static<typeof Apis>;
