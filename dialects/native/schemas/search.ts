import { Type, type Static } from '@sinclair/typebox';
import { pageQuery } from '../paging.ts';
import { directions } from './conversation.ts';
import { Life } from './conversation-filter.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';
import { Count } from './view.ts';

export const SearchQuery = Type.Object({
  q: Text(500, { minLength: 1, description: 'Words, "phrases", word*, -not, from: to: subject: has:attachment is:open|closed|mine|unassigned label: assignee: channel: before: after:' }),
  typing: Type.Optional(Type.Boolean({ description: 'The last word is still being typed.' })),
  ...pageQuery,
});

/** A piece of plain text with the places found (UTF-16 offsets, end exclusive). */
export const Headline = Closed({ text: Type.String(), marks: Type.Array(Closed({ start: Type.Integer(), end: Type.Integer() })) });

export const SearchHit = Closed({
  conversationId: Id,
  messageId: Id,
  at: Instant,
  direction: OneOf(directions),
  subject: Headline,
  headline: Headline,
  senderName: Type.String(),
  senderAddress: Nullable(Type.String()),
  life: Life,
  assigneeId: Nullable(Id),
});

/** Newest first. */
export const SearchResult = Closed({
  items: Type.Array(SearchHit),
  next: Nullable(Type.String()),
  total: Count,
  indexing: Type.Union([Closed({ done: Type.Integer(), total: Nullable(Type.Integer()) }), Type.Null()], { description: 'Messages that are done while older mail is indexed anew after an upgrade, newest first, and how many there are (null: not counted yet). Null: everything can be found' }),
  corrections: Type.Array(Closed({ word: Type.String(), also: Type.Array(Type.String()) })),
});
export type SearchResult = Static<typeof SearchResult>;
