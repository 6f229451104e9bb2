import { authenticateToken } from '#core/accounts/index.ts';
import {
  countStats, findConversationByMailId, findConversationLog, findConversationsBySubjectOrAddress, findMessageLog, findStatBreakdown, getReplyGoals,
  resolveParty, changeReplyGoals, findConversationsOfDeals, findDealPage,
} from '#core/analytics/index.ts';
import {
  changeContactGroup, changeGroupMembers, createContactGroup, deleteContactGroup, findContactGroupPage, getContactGroup,
} from '#core/contacts/index.ts';
import { changeCrmMapping, findCrmConnection, findCrmProperties } from '#core/crm/index.ts';
import { closeConversations } from '#core/conversations/index.ts';

export type {
  BandStats, ConversationLogRow, DayStats, DealFilter, DirectionStats, DurationStats, GoalStats, LogAddress, LogFilter, LogPage, LogResult, LogStats, MessageLogRow, Party, PartyType,
  ReplyGoals, ReplyPresence, StatBreakdown, StatName,
} from '#core/analytics/index.ts';

export type { DealRow } from '#core/analytics/index.ts';
export type { CrmProperty } from '#core/crm/index.ts';

export type { ContactGroup, ContactGroupPage, GroupMember } from '#core/contacts/index.ts';

/** Everything of core that this dialect calls. One object, so that tests of the wire's shapes can stand in for it. */
export const core = {
  authenticateToken,
  resolveParty,
  findConversationLog,
  findMessageLog,
  countStats,
  findStatBreakdown,
  findConversationByMailId,
  findConversationsBySubjectOrAddress,
  closeConversations,
  getReplyGoals,
  changeReplyGoals,
  findContactGroupPage,
  getContactGroup,
  createContactGroup,
  changeContactGroup,
  changeGroupMembers,
  deleteContactGroup,

  // Deals and the system they come from.
  findDealPage,
  findConversationsOfDeals,
  findCrmConnection,
  findCrmProperties,
  changeCrmMapping,
};

export type Ports = typeof core;
