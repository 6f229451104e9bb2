import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Lang = Type.String({ maxLength: 20, description: 'BCP 47: de, en-GB' });
const MenuKind = OneOf(['ivr', 'mobile', 'web']);
const QueueKind = OneOf(['call', 'chat']);
const Phase = OneOf(['open', 'backup', 'closed']);

const MenuLanguage = Closed({ lang: Lang, name: Nullable(Text(100)), outputMessage: Nullable(Text(2_000)) });

/** A node of a tree of choices; the tree follows from parentId and position. */
export const Menu = Closed({
  id: Id,
  parentId: Nullable(Id),
  kind: MenuKind,
  name: Type.String(),
  position: Type.Integer({ description: 'Among those beside it, from 0' }),
  isHidden: Type.Boolean(),
  outputMessage: Nullable(Type.String({ description: 'Said or shown when it is chosen' })),
  choice: Nullable(Type.String({ description: 'ivr: the key 0-9, * or #; null: its place among the visible ones' })),
  languages: Type.Array(MenuLanguage, { description: 'None: offered in every language' }),
  isLeaf: Type.Boolean(),
  pathId: Nullable(Id),
  path: Nullable(Type.String({ description: 'Of a leaf: names from the root on, joined by /' })),
  createdAt: Instant,
  deletedAt: Nullable(Instant),
});
export type Menu = Static<typeof Menu>;
export const Menus = Closed({ items: Type.Array(Menu), next: Type.Null() });
export type Menus = Static<typeof Menus>;
export const MenusQuery = Closed({ withDeleted: Type.Optional(Type.Boolean()), kind: Type.Optional(MenuKind) });

const menuInput = {
  isHidden: Type.Optional(Type.Boolean()),
  outputMessage: Type.Optional(Nullable(Text(2_000))),
  choice: Type.Optional(Nullable(Type.String({ maxLength: 1 }))),
  languages: Type.Optional(Type.Array(MenuLanguage, { maxItems: 50 })),
};
const Position = Type.Integer({ minimum: 0, maximum: 1_000, description: 'From 0; beyond the last: at the end' });
export const NewMenu = Closed({ kind: MenuKind, parentId: Type.Optional(Nullable(Id)), name: Text(100), position: Type.Optional(Position), ...menuInput });
export const MenuChange = Closed({ name: Type.Optional(Text(100)), ...menuInput });
export const MenuMove = Closed({ parentId: Type.Optional(Nullable(Id)), position: Type.Optional(Position) });
export const MenuOrder = Closed({ kind: MenuKind, parentId: Type.Optional(Nullable(Id)), menuIds: Type.Array(Id, { maxItems: 50 }) });

/** What is done with work that a queue cannot take. text: for message, end, voicemail, callback, schedule; queueId: for queue. */
export const QueueAction = Closed({ action: OneOf(['wait', 'message', 'voicemail', 'callback', 'schedule', 'queue', 'end']), text: Type.Optional(Text(2_000)), queueId: Type.Optional(Id) });
export type QueueAction = Static<typeof QueueAction>;

const Whole = (description?: string) => Type.Integer({ minimum: -1_000_000_000, maximum: 1_000_000_000, ...(description === undefined ? {} : { description }) });
/** Bounds are core's (docs/native-api.md). */
const rules = {
  name: Text(100),
  lang: Lang,
  menuId: Nullable(Id),
  queueGroupId: Nullable(Id),
  calendarId: Nullable(Id),
  priority: Whole('Higher goes first'),
  agingSeconds: Nullable(Whole('One step of priority is worth so much waiting; null: a higher priority always goes first')),
  targetSeconds: Whole(),
  targetPercent: Whole(),
  abandonSeconds: Whole('Who leaves within it does not count'),
  mode: OneOf(['deltacast', 'multicast', 'cascade'], { description: 'One by one, all at once, level by level' }),
  offerSeconds: Whole(),
  cascadeSeconds: Whole(),
  wrapUpSeconds: Whole(),
  beforeWorkSeconds: Whole(),
  directSeconds: Whole('How long somebody who is asked by name (a transfer) is asked'),
  transferWaitSeconds: Whole('A transfer to somebody who is not free waits for him so long, then goes back to the queue; 0: it is refused'),
  callbackSeconds: Whole('Who is to be called back as soon as possible is called after so long at the earliest'),
  closedAgainSeconds: Whole('A call that is due while the queue is closed is looked at again after so long'),
  waitSecondsMax: Nullable(Whole()),
  waitingMax: Nullable(Whole()),
  isSticky: Type.Boolean({ description: 'The agent whom the customer last had is asked first' }),
  botName: Nullable(Text(100, { description: 'A virtual agent takes the work first' })),
  afterHours: QueueAction,
  overCapacity: QueueAction,
  waitedTooLong: QueueAction,
};

export const Assignment = Closed({ agentId: Nullable(Id), teamId: Nullable(Id), level: Type.Integer({ description: '1 is asked first' }) });
export type Assignment = Static<typeof Assignment>;
export const Skill = Closed({ skill: Text(100), level: Type.Integer({ description: '1 to 10' }) });
export type Skill = Static<typeof Skill>;

export const Queue = Closed({
  id: Id,
  kind: QueueKind,
  ...rules,
  menuPathId: Nullable(Id),
  menuPath: Nullable(Type.String()),
  assignments: Type.Array(Assignment, { description: 'As people set them' }),
  skills: Type.Array(Skill, { description: 'What an agent must be able to' }),
  agentCount: Type.Integer({ description: 'Who may be offered its work, by assignments, teams and skills' }),
  readyCount: Type.Integer(),
  waitingCount: Type.Integer(),
  version: Type.Integer(),
  createdAt: Instant,
  deletedAt: Nullable(Instant),
});
export type Queue = Static<typeof Queue>;
export const Queues = Closed({ items: Type.Array(Queue), next: Type.Null() });
export type Queues = Static<typeof Queues>;
export const QueuesQuery = Closed({ withDeleted: Type.Optional(Type.Boolean()) });

const { name, ...others } = Type.Partial(Closed(rules)).properties;
export const NewQueue = Closed({ kind: QueueKind, name: rules.name, ...others });
export const QueueChange = Closed({ name, ...others });
export type QueueChange = Static<typeof QueueChange>;
export const AssignmentsInput = Closed({ assignments: Type.Array(Assignment, { maxItems: 2_000 }) });
export const SkillsInput = Closed({ skills: Type.Array(Skill, { maxItems: 100 }) });
export const AgentSkills = Closed({ skills: Type.Array(Skill) });
export type AgentSkills = Static<typeof AgentSkills>;
export const Skills = Closed({ items: Type.Array(Type.String()), next: Type.Null() });

export const QueueGroup = Closed({ id: Id, name: Type.String(), queueIds: Type.Array(Id), createdAt: Instant });
export type QueueGroup = Static<typeof QueueGroup>;
export const QueueGroups = Closed({ items: Type.Array(QueueGroup), next: Type.Null() });
export type QueueGroups = Static<typeof QueueGroups>;
export const QueueGroupInput = Closed({ name: Text(100) });

export const CallQuestion = Closed({
  menuId: Type.Optional(Id), queueId: Type.Optional(Id), lang: Type.Optional(Lang), kind: Type.Optional(QueueKind), at: Type.Optional(Type.String({ maxLength: 40, description: 'RFC 3339; not given: now' })),
});
export type CallQuestion = Static<typeof CallQuestion>;
export const CallExplanation = Closed({
  at: Instant,
  menu: Nullable(Closed({ id: Id, path: Type.String(), outputMessage: Nullable(Type.String()) })),
  choices: Type.Array(Closed({ menuId: Id, key: Nullable(Type.String()), name: Type.String() })),
  queues: Type.Array(Closed({
    queueId: Id, name: Type.String(), menuPath: Nullable(Type.String()), lang: Type.String(), phase: Phase, hasCalendar: Type.Boolean(), waiting: Type.Integer(), readyAgents: Type.Integer(),
    decision: OneOf(['wait', 'deflect']), cause: Nullable(OneOf(['after-hours', 'over-capacity'])), action: Nullable(QueueAction),
  }), { description: 'From the first to the one where it ends' }),
  end: OneOf(['choices', 'no-queue', 'waits', 'message', 'voicemail', 'callback', 'schedule', 'end']),
  botName: Nullable(Type.String()),
  asked: Type.Array(Closed({ agentId: Id, name: Type.String(), level: Type.Integer(), readySince: Nullable(Instant) }), { description: 'By level, then the longest idle; the first hundred' }),
  agentCount: Type.Integer(),
});
export type CallExplanation = Static<typeof CallExplanation>;
