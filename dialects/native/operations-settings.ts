import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { changeAccount } from './endpoints/account/change-account.ts';
import { deleteAccount } from './endpoints/account/delete-account.ts';
import { getAccount } from './endpoints/account/get-account.ts';
import { getInternalDomains } from './endpoints/account/get-internal-domains.ts';
import { previewInternalDomains } from './endpoints/account/preview-internal-domains.ts';
import { setInternalDomains } from './endpoints/account/set-internal-domains.ts';
import { agreeToAddress } from './endpoints/address-requests/agree-to-address.ts';
import { listAddressRequests } from './endpoints/address-requests/list-address-requests.ts';
import { refuseAddress } from './endpoints/address-requests/refuse-address.ts';
import { changeAgent } from './endpoints/agents/change-agent.ts';
import { createAgent } from './endpoints/agents/create-agent.ts';
import { getAgent } from './endpoints/agents/get-agent.ts';
import { listAgents } from './endpoints/agents/list-agents.ts';
import { changeAttribute } from './endpoints/attributes/change-attribute.ts';
import { createAttribute } from './endpoints/attributes/create-attribute.ts';
import { deleteAttribute } from './endpoints/attributes/delete-attribute.ts';
import { listAttributes } from './endpoints/attributes/list-attributes.ts';
import { exportAudit } from './endpoints/audit/export-audit.ts';
import { listAudit } from './endpoints/audit/list-audit.ts';
import { listCalendars } from './endpoints/calendars/list-calendars.ts';
import { previewCalendar } from './endpoints/calendars/preview-calendar.ts';
import { previewDue } from './endpoints/calendars/preview-due.ts';
import { readHolidaysFile } from './endpoints/calendars/read-holidays-file.ts';
import { setChannelCalendar } from './endpoints/calendars/set-channel-calendar.ts';
import { setDefaultCalendar } from './endpoints/calendars/set-default-calendar.ts';
import { changeCannedResponse } from './endpoints/canned-responses/change-canned-response.ts';
import { createCannedResponse } from './endpoints/canned-responses/create-canned-response.ts';
import { deleteCannedResponse } from './endpoints/canned-responses/delete-canned-response.ts';
import { listCannedResponses } from './endpoints/canned-responses/list-canned-responses.ts';
import { addAlias } from './endpoints/channels/add-alias.ts';
import { changeChannel } from './endpoints/channels/change-channel.ts';
import { changeChannelSettings } from './endpoints/channels/change-channel-settings.ts';
import { createChannel } from './endpoints/channels/create-channel.ts';
import { getChannel } from './endpoints/channels/get-channel.ts';
import { getChannelSettings } from './endpoints/channels/get-channel-settings.ts';
import { listChannels } from './endpoints/channels/list-channels.ts';
import { listWithheldReplies } from './endpoints/channels/list-withheld-replies.ts';
import { removeAlias } from './endpoints/channels/remove-alias.ts';
import { removeConnection } from './endpoints/channels/remove-connection.ts';
import { sendTestMail } from './endpoints/channels/send-test-mail.ts';
import { takeBackVouchForChannel } from './endpoints/channels/take-back-vouch-for-channel.ts';
import { vouchForChannel } from './endpoints/channels/vouch-for-channel.ts';
import { setConnection } from './endpoints/channels/set-connection.ts';
import { setMembers } from './endpoints/channels/set-members.ts';
import { checkSendingDomain } from './endpoints/connections/check-sending-domain.ts';
import { discoverServers } from './endpoints/connections/discover-servers.ts';
import { testConnection } from './endpoints/connections/test-connection.ts';
import { getImport } from './endpoints/imports/get-import.ts';
import { listImports } from './endpoints/imports/list-imports.ts';
import { startImport } from './endpoints/imports/start-import.ts';
import { undoImport } from './endpoints/imports/undo-import.ts';
import { acceptInvitation } from './endpoints/invitations/accept-invitation.ts';
import { createInvitation } from './endpoints/invitations/create-invitation.ts';
import { listInvitations } from './endpoints/invitations/list-invitations.ts';
import { lookUpInvitation } from './endpoints/invitations/look-up-invitation.ts';
import { revokeInvitation } from './endpoints/invitations/revoke-invitation.ts';
import { changeLabel } from './endpoints/labels/change-label.ts';
import { createLabel } from './endpoints/labels/create-label.ts';
import { deleteLabel } from './endpoints/labels/delete-label.ts';
import { askForAddress } from './endpoints/me/ask-for-address.ts';
import { beginTwoFactor } from './endpoints/me/begin-two-factor.ts';
import { changeMe } from './endpoints/me/change-me.ts';
import { changePassword } from './endpoints/me/change-password.ts';
import { confirmTwoFactor } from './endpoints/me/confirm-two-factor.ts';
import { endOtherSessions } from './endpoints/me/end-other-sessions.ts';
import { endSession } from './endpoints/me/end-session.ts';
import { getMe } from './endpoints/me/get-me.ts';
import { listOwnAddresses } from './endpoints/me/list-own-addresses.ts';
import { listSessions } from './endpoints/me/list-sessions.ts';
import { makeRecoveryCodes } from './endpoints/me/make-recovery-codes.ts';
import { leaveAccount } from './endpoints/me/leave-account.ts';
import { removeTwoFactor } from './endpoints/me/remove-two-factor.ts';
import { getQuarantined } from './endpoints/quarantine/get-quarantined.ts';
import { getQuarantinedRaw } from './endpoints/quarantine/get-quarantined-raw.ts';
import { listQuarantine } from './endpoints/quarantine/list-quarantine.ts';
import { retryQuarantined } from './endpoints/quarantine/retry-quarantined.ts';
import { getReplyGoals } from './endpoints/reply-goals/get-reply-goals.ts';
import { previewReplyGoals } from './endpoints/reply-goals/preview-reply-goals.ts';
import { setReplyGoals } from './endpoints/reply-goals/set-reply-goals.ts';
import { getSlaHours } from './endpoints/sla-hours/get-sla-hours.ts';
import { setSlaHours } from './endpoints/sla-hours/set-sla-hours.ts';
import { defineRole } from './endpoints/roles/define-role.ts';
import { listRoles } from './endpoints/roles/list-roles.ts';
import { getSetup } from './endpoints/setup/get-setup.ts';
import { startDemo } from './endpoints/setup/start-demo.ts';
import { entityOperations } from './operations-entities.ts';
import { changeTeam } from './endpoints/teams/change-team.ts';
import { createTeam } from './endpoints/teams/create-team.ts';
import { deleteTeam } from './endpoints/teams/delete-team.ts';
import { listTeams } from './endpoints/teams/list-teams.ts';
import { setTeamMembers } from './endpoints/teams/set-team-members.ts';
import { createToken } from './endpoints/tokens/create-token.ts';
import { listApis } from './endpoints/tokens/list-apis.ts';
import { listTokens } from './endpoints/tokens/list-tokens.ts';
import { revokeToken } from './endpoints/tokens/revoke-token.ts';
import { changeUser } from './endpoints/users/change-user.ts';
import { createPasswordLink } from './endpoints/users/create-password-link.ts';
import { findDirectoryPeople } from './endpoints/mail-directories/find-directory-people.ts';
import { listMailDirectories } from './endpoints/mail-directories/list-mail-directories.ts';
import { removeMailDirectory } from './endpoints/mail-directories/remove-mail-directory.ts';
import { setMailDirectory } from './endpoints/mail-directories/set-mail-directory.ts';
import { addPersonMailboxes } from './endpoints/person-mailboxes/add-person-mailboxes.ts';
import { listPersonMailboxes } from './endpoints/person-mailboxes/list-person-mailboxes.ts';
import { mailboxInviteOperations } from './endpoints/person-mailboxes/mailbox-invites.ts';
import { removePersonMailbox } from './endpoints/person-mailboxes/remove-person-mailbox.ts';
import { endMember } from './endpoints/users/end-member.ts';
import { getUser } from './endpoints/users/get-user.ts';
import { listUsers } from './endpoints/users/list-users.ts';
import { removeUsersTwoFactor } from './endpoints/users/remove-two-factor.ts';

/** What is set up once and looked after: the account, its channels and its people. */
export const settingsOperations = (outside: Outside): readonly Operation[] => [
  getSetup(outside), startDemo(outside),
  getAccount, changeAccount, deleteAccount, getInternalDomains, previewInternalDomains, setInternalDomains(outside),
  getReplyGoals, previewReplyGoals, setReplyGoals, getSlaHours, setSlaHours,
  listCalendars, previewCalendar, previewDue, readHolidaysFile, setDefaultCalendar, setChannelCalendar,
  listChannels, getChannel, createChannel, changeChannel, addAlias, removeAlias, setMembers, setConnection(outside), removeConnection,
  listMailDirectories, setMailDirectory(outside), removeMailDirectory, findDirectoryPeople(outside),
  listPersonMailboxes, addPersonMailboxes(outside), removePersonMailbox, ...mailboxInviteOperations(outside),
  getChannelSettings, changeChannelSettings(outside), listWithheldReplies, vouchForChannel, takeBackVouchForChannel, sendTestMail(outside), testConnection(outside), discoverServers(outside), checkSendingDomain(outside),
  listUsers, getUser, changeUser, endMember, createPasswordLink, removeUsersTwoFactor(outside), listAgents, getAgent, createAgent, changeAgent, listRoles, defineRole,
  listAddressRequests, agreeToAddress, refuseAddress,
  listInvitations(outside), createInvitation(outside), revokeInvitation, lookUpInvitation, acceptInvitation,
  listTeams, createTeam, changeTeam, deleteTeam, setTeamMembers,
  ...entityOperations,
  createLabel, changeLabel, deleteLabel, listAttributes, createAttribute, changeAttribute, deleteAttribute,
  listCannedResponses, createCannedResponse, changeCannedResponse, deleteCannedResponse,
  getMe, changeMe, changePassword, listSessions, endSession, endOtherSessions, beginTwoFactor(outside), confirmTwoFactor(outside), removeTwoFactor(outside), makeRecoveryCodes, listOwnAddresses, askForAddress, leaveAccount,
  listTokens, createToken(outside), revokeToken, listApis(outside),
  listAudit, exportAudit,
  listImports, getImport, startImport(outside), undoImport(outside), listQuarantine, getQuarantined, getQuarantinedRaw(outside), retryQuarantined(outside),
];
