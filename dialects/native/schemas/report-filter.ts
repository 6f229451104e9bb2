import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { Id, OneOf, Text } from './shared.ts';

const Day = (description: string) => Type.Optional(Type.String({ maxLength: 10, description }));
const List = <T extends TSchema>(item: T, description: string) => Type.Optional(Type.Array(item, { minItems: 1, maxItems: 20, 'x-separator': ',', description }));
const Party = (description: string) => Type.Optional(Text(340, { minLength: 1, description }));
const Times = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description }));
const Amount = (description: string) => Type.Optional(Type.Number({ minimum: -1e15, maximum: 1e15, description }));
const Seconds = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description }));

export const threadTypes = ['inbound', 'outbound', 'internal'] as const;
export const threadStatuses = ['internal', 'await-customer', 'await-agent', 'closed'] as const;
export const classifications = ['calculating', 'first', 'reply', 'reply-all', 'forward', 'follow-up'] as const;
export const replyPresences = ['has-replies', 'has-forwards', 'has-neither'] as const;

const parties = 'internal, agent:<id>, team:<id>, channel:<id>, group:<id of a contact group>, lead-source:<id>, contact:<address>, domain:<domain>';

/** What a report counts; all parts that are given must hold. */
export const reportFilterQuery = {
  from: Day('First local day, "2026-05-01". Absent: from the beginning'),
  to: Day('Last local day, included. Absent: until now'),
  zone: Type.Optional(Text(100, { description: 'IANA zone whose days they are. Absent: the account\'s' })),
  party: Party(`Whom it is asked for. One of: ${parties}`),
  with: Party('The other side, written the same way'),
  partyNotInCc: Type.Optional(Type.Boolean({ description: 'Without messages in which the party stands in Cc only' })),
  withNotInCc: Type.Optional(Type.Boolean({ description: 'The same for the other side' })),
  exclusive: Type.Optional(Type.Boolean({ description: 'Only messages in which nobody but the two takes part' })),
  labels: List(Text(200, { minLength: 1 }), 'Names of labels, separated by commas: any of them'),
  labelsAll: Type.Optional(Type.Boolean({ description: 'All of the labels instead of any' })),
  threadTypes: List(OneOf(threadTypes), 'How the conversation began'),
  threadStatuses: List(OneOf(threadStatuses), 'How the conversation stands now'),
  classifications: List(OneOf(classifications), 'What the message is'),
  messageTypes: List(OneOf(threadTypes), 'Where the message went'),
  replies: List(OneOf(replyPresences), 'What the conversation holds'),
  repliesOver: Seconds('First reply slower than so many business seconds'),
  closedOver: Seconds('Closed, and slower than so many business seconds'),
  messageRepliesOver: Seconds('The message\'s own span over so many business seconds'),
  noReplyFor: Seconds('Not answered yet for so many seconds'),
  nudges: Times('The contact followed up at least so often before any reply'),
  touches: Times('Our side wrote to the outside at least so often'),
  lastTouchFrom: Day('Our side wrote to the outside last on this local day or later'),
  lastTouchTo: Day('Our side wrote to the outside last on this local day or before'),
  dealStages: List(Id, 'Numbers of stages of deals: the conversation is about a deal in one of them'),
  dealOwners: List(Id, 'Numbers of agents: about a deal of one of them'),
  dealName: Type.Optional(Text(200, { description: 'Part of the name of the deal' })),
  dealValueFrom: Amount('The deal is worth at least so much'),
  dealValueTo: Amount('The deal is worth at most so much'),
  search: Type.Optional(Text(200, { description: 'Words of a subject' })),
} satisfies Record<string, TSchema>;

const ReportFilterQuery = Type.Object(reportFilterQuery);
export type ReportFilterQuery = Static<typeof ReportFilterQuery>;
