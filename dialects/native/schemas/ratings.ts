import { Type, type Static } from '@sinclair/typebox';
import { pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable } from './shared.ts';

export const Rating = Closed({
  messageId: Id, conversationId: Id, channelId: Id, agentId: Nullable(Id), askedAt: Instant, ratedAt: Nullable(Instant), rating: Nullable(Type.Integer({ minimum: 1, maximum: 5, description: 'null: no answer' })),
  feedback: Nullable(Type.String({ description: 'The customer\'s words' })),
});
export type Rating = Static<typeof Rating>;
export const Ratings = Closed({ items: Type.Array(Rating), next: Nullable(Type.String()) });
export type Ratings = Static<typeof Ratings>;

const filter = { from: Instant, to: Instant, channelId: Type.Optional(Id), agentId: Type.Optional(Id), teamId: Type.Optional(Id) };
export const RatingsReportQuery = Closed(filter);
export const RatingsQuery = Closed({ ...filter, ...pageQuery, rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: 'Only these' })), isRated: Type.Optional(Type.Boolean({ description: 'Only those that were answered, or were not' })) });

export const RatingsReport = Closed({
  asked: Type.Integer(), rated: Type.Integer(), distribution: Type.Array(Type.Integer(), { description: 'How many gave 1, 2, 3, 4, 5' }), mean: Nullable(Type.Number()), responseRate: Nullable(Type.Number({ description: 'rated / asked' })),
  byAgent: Type.Array(Closed({ agentId: Nullable(Id), asked: Type.Integer(), rated: Type.Integer(), mean: Nullable(Type.Number()) })),
});
export type RatingsReport = Static<typeof RatingsReport>;
