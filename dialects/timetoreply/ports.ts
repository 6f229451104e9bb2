import { authenticateToken, deleteAccount } from '#core/accounts/index.ts';
import {
  countStats, findConversationByMailId, findConversationLog, findConversationsBySubjectOrAddress, findMessageLog, findStatBreakdown, getReplyGoals,
  resolveParty, changeReplyGoals, findConversationsOfDeals, findDealPage, findReportParties,
} from '#core/analytics/index.ts';
import {
  changeContactGroup, changeGroupMembers, createContactGroup, deleteContactGroup, findContactGroupPage, getContactGroup,
} from '#core/contacts/index.ts';
import { changeCrmMapping, findCrmConnection, findCrmProperties } from '#core/crm/index.ts';
import { closeConversations } from '#core/conversations/index.ts';
import { reportCore } from './ports-reports.ts';
import { deleteExtensions, putExtensions } from '#core/extensions/index.ts';
import {
  blockEntries, changeFilterGroup, countFilters, createFilterGroup, deleteFilterGroup, findFilterEntries, findFilterGroups, getFilterGroup, setListedOnly, toggleFilterGroup, unblockAll, unblockEntries,
} from '#core/mail-filters/index.ts';
import { leaveAccount } from '#core/people/index.ts';
import { getOwnAccount } from '#core/accounts/index.ts';
import {
  addMailboxes, mailboxesMax, setExchangeAccount, setMailboxAccess, setMailDirectory, askItHelp, askReconnect, changePersonMailbox, connectPersonByImap, findSearchableDirectories, getMailboxToChange, inviteMailbox, leaveOutMailboxes, mayAskItHelp, remindMailboxInvite, removePersonMailbox,
  revokeMailboxInvite, signInviteLink, type Outside,
} from '#core/channels/index.ts';
import { findPersonMailboxes } from '#core/desk/index.ts';

export type {
  BandStats, ConversationLogRow, DayStats, DealFilter, DirectionStats, DurationStats, GoalStats, LogAddress, LogFilter, LogPage, LogResult, LogStats, MessageLogRow, Party, PartyType,
  ReplyGoals, ReplyPresence, StatBreakdown, StatName,
} from '#core/analytics/index.ts';

export type { DealRow } from '#core/analytics/index.ts';
export type { CrmProperty } from '#core/crm/index.ts';

export type { ReportParty } from '#core/analytics/index.ts';
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
  reports: reportCore,

  // Deals and the system they come from.
  findDealPage,
  findConversationsOfDeals,
  findCrmConnection,
  findCrmProperties,
  changeCrmMapping,

  // message filters
  countFilters,
  findFilterEntries,
  blockEntries,
  unblockEntries,
  unblockAll,
  setListedOnly,
  findFilterGroups,
  getFilterGroup,
  createFilterGroup,
  changeFilterGroup,
  toggleFilterGroup,
  deleteFilterGroup,
  findReportParties,

  // profile
  putExtensions,
  deleteExtensions,
  leaveAccount,
  deleteAccount,
};

export type Ports = typeof core;

// Mailboxes of people.
export type { ConnectionReport, MailboxProtocol, MailUser, ServiceProtocol } from '#core/channels/index.ts';
export type { ListedMailbox } from '#core/desk/index.ts';

/** What the operations of mailboxes call, beside the world outside. */
export const mailboxCore = {
  addMailboxes, mailboxesMax, setExchangeAccount, setMailboxAccess, setMailDirectory, askItHelp, askReconnect, changePersonMailbox, connectPersonByImap, leaveOutMailboxes, findPersonMailboxes, findSearchableDirectories, getMailboxToChange, getOwnAccount, inviteMailbox, mayAskItHelp,
  remindMailboxInvite, removePersonMailbox, revokeMailboxInvite, signInviteLink,
};

export type MailboxPorts = typeof mailboxCore & { readonly outside: Outside };

// Whom reports can be made of.
import { addMailContacts, getContact, mailPoint, setMailContact } from '#core/contacts/index.ts';
import { removeContacts } from '#core/conversations/index.ts';
import { changeGroupMailbox, changeGroupMailboxMembers, createGroupMailbox, deleteGroupMailbox, findGroupMailboxPage, getGroupMailbox } from '#core/channels/index.ts';
import { findEntities, findMailContacts, findPossibleLeads, mailContactOf } from '#core/desk/index.ts';
import { changeKnownTeamMembers, changeTeam, createTeam, deleteTeam, findAgentMailboxes, findTeamMailboxes, getTeam, inviteAgents } from '#core/people/index.ts';
import { changeOwnGoals, findOwnGoals } from '#core/settings/index.ts';

export type { GroupMailbox, GroupMailboxInput } from '#core/channels/index.ts';
export type { Entity, EntityType, MailContact } from '#core/desk/index.ts';
export type { AgentMailbox } from '#core/people/index.ts';
export type { OwnGoals } from '#core/settings/index.ts';
export { noOwnGoals as noGoals } from '#core/settings/index.ts';

export const entityCore = {
  addMailContacts, changeGroupMailbox, changeGroupMailboxMembers, changeKnownTeamMembers, changeOwnGoals, changeTeam, createGroupMailbox, createTeam, deleteGroupMailbox, deleteTeam,
  findAgentMailboxes, findEntities, findGroupMailboxPage, findMailContacts, findOwnGoals, findPossibleLeads, findTeamMailboxes, getContact, getGroupMailbox, getTeam, inviteAgents,
  mailContactOf, mailPoint, removeContacts, setMailContact,
};

export type EntityPorts = typeof entityCore;
