import { Type, type Static } from '@sinclair/typebox';
import { messageColumns, threadColumns } from '../parse/sort-columns.ts';
import { modelTypes } from '../parse/model-types.ts';

/** Words between commas. */
function Words<const W extends readonly string[]>(words: W, description: string) {
  return Type.Optional(Type.Unsafe<W[number][]>({ type: 'array', items: { type: 'string', enum: [...words] }, maxItems: 20, 'x-separator': ',', description }));
}

const OneOf = <const W extends readonly string[]>(words: W, description: string) => (
  Type.Optional(Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description })));
const Name = (description: string) => Type.Optional(Type.String({ maxLength: 320, description }));
const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const Day = (description: string) => Type.Optional(Type.String({ format: 'date', description }));
/** In a query `7`, `7,9`, `dealStage[]=7`. */
const Ids = (description: string) => Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), { maxItems: 100, description, 'x-separator': ',' }));
const Amount = (description: string) => Type.Optional(Type.Number({ minimum: -1e15, maximum: 1e15, description }));
const Times = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description }));
/** Ten million minutes are 19 years. */
const Minutes = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000, description }));

const filters = {
  from: Day('First day (YYYY-MM-DD, in your time zone). Not after "to".'),
  to: Day('Last day (YYYY-MM-DD, in your time zone).'),
  model: Name('Name, email address or domain you want statistics for.'),
  model_type: OneOf(modelTypes, 'What "model" is. "Contact" for an email address or a domain outside.'),
  exclude_cc: Flag('Leave out messages in which the model stands only in Cc.'),
  model_com: Name('Who the model is communicating with.'),
  model_type_com: OneOf(modelTypes, 'What "model_com" is.'),
  exclude_cc_com: Flag('Leave out messages in which "model_com" stands only in Cc.'),
  exclusive: Flag('Only messages in which nobody but the two takes part.'),
  search: Type.Optional(Type.String({ maxLength: 500, description: 'Text in the subject.' })),
  label: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 50, description: 'Labels; one of them must be there.' })),
  labelsAndOr: OneOf(['AND', 'OR'], 'AND: all of the labels must be there.'),
  thread_type: Words(['inbound', 'outbound', 'internal'], 'Types of conversations.'),
  thread_status: Words(['internal', 'await-customer', 'closed', 'await-agent'], 'States of conversations.'),
  has_replies: Words(['hasReplies', 'hasForwards', 'hasNoRepliesOrForwards'], 'What conversations hold.'),
  classification: Words(['calculating', 'first', 'reply', 'reply-all', 'forward', 'follow-up'], 'Kinds of messages.'),
  messageType: Words(['inbound', 'outbound', 'internal'], 'Directions of messages.'),
  replies_over: Minutes('Conversations with a first reply slower than so many minutes.'),
  closed_over: Minutes('Conversations that took longer than so many minutes to close. Not in the document, whose reports say it as closedOver.'),
  message_replies_over: Minutes('Messages with a reply time over so many minutes.'),
  dealStage: Ids('Stages of deals, by their number in a deal; one of them must be there.'),
  dealOwner: Ids('Owners of deals, by the number of the agent; one of them must be there.'),
  dealName: Type.Optional(Type.String({ maxLength: 255, description: 'Text in the name of a deal.' })),
  dealValueFrom: Amount('Deals of at least this value.'),
  dealValueTo: Amount('Deals of at most this value.'),
  nudges: Times('Conversations in which the contact followed up at least so often before any reply.'),
  touches: Times('Conversations in which our side wrote to the outside at least so often.'),
  lastTouchDate: Day('Conversations in which our side wrote to the outside last on this day or before (YYYY-MM-DD, in your time zone).'),
  no_reply_for: Minutes('Conversations without an answer for at least so many minutes.'),
};

export const defaultPerPage = 15;
const paging = <const W extends readonly string[]>(columns: W) => ({
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: defaultPerPage, description: 'Rows on a page.' })),
  sort_by: OneOf(columns, 'Column to sort by.'),
  direction: OneOf(['asc', 'desc'], 'Direction of sorting; desc where not given.'),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Which page, from 1.' })),
});

// What is not declared is never read, so it need not be refused.
export const ConversationsQuery = Type.Object({ ...filters, ...paging(threadColumns) });
export const MessagesQuery = Type.Object({ ...filters, ...paging(messageColumns) });
export const BreakdownQuery = Type.Object({
  stat: Type.Optional(Type.String({ maxLength: 300, default: 'threads.total', description: 'Dotted path of a number in "stats": messages.sent.initial_replies.' })),
  ...filters,
  ...paging([...threadColumns, ...messageColumns.filter((name) => !(threadColumns as readonly string[]).includes(name))]),
});

export type FilterQuery = Omit<Static<typeof ConversationsQuery>, 'sort_by'>;
export type PageQuery = Pick<Static<typeof ConversationsQuery>, 'per_page' | 'page' | 'direction'> & { sort_by?: string };
