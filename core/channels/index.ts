export type { Channel } from './channel.ts';
export { addChannelAlias, findChannelAddresses, removeChannelAlias } from './aliases.ts';
export { addressGraceDays, findAddressesElsewhere, takeFreedAddresses } from './addresses-elsewhere.ts';
export { mailSentences, sayOfMail, type MailSentence, type MailSentenceKey, type SaidOfMail } from './mail-sentence.ts';
export { changeChannel, disableChannel, enableChannel, type ChannelChange } from './change-channel.ts';
export { dropBotOfChannels, findBotOfChannel, findBotsOfChannels, setBotOfChannel } from './channel-bot.ts';
export { changeChannelMembers, findChannelMembers, setChannelMembers } from './channel-members.ts';
export { ensureChannel, type ChannelInput } from './ensure-channel.ts';
export { ensureLineChannel, type LineChannelInput } from './ensure-line-channel.ts';
export { findChannelByAddress, findChannels, getChannel } from './find-channels.ts';
export {
  findConnections, isSamePlace, openConnection, removeConnection, setConnection,
  type ChannelConnection, type ConnectionAuth, type ConnectionInput, type ConnectionKind, type ConnectionSecurity,
} from './connections.ts';
export { createApiChannel } from './create-api-channel.ts';
export { createMailChannel } from './create-mail-channel.ts';
export { dropLease, takeLease } from './lease.ts';
export { replaceSecret } from './replace-secret.ts';
export { withStoredSecret } from './with-stored-secret.ts';
export { dropContactSources, findContactSource, findContactSources, findVerifiedSource, lockContactSource, markSourceVerified, moveContactSources, putContactSource, type ContactSource } from './contact-sources.ts';
export { invitationSecretPlace, type DemoState, type House, type LaterWork, type VisitorScope } from './house.ts';
export type { ConnectionReport, ConnectionStep, ConsentBegin, ConsentEnd, DiscoveredServer, DiscoveredServers, MailUser, MailUsers, Outside, SendingDomainHint } from './outside.ts';
export { findMailRoute, type MailRoute } from './find-mail-route.ts';
export * from './doors/index.ts';
export * from './mailboxes/index.ts';
export * from './people-mailboxes/index.ts';
export * from './sites/index.ts';
export {
  defaultChannelSettings, mailLanguages, type AutoReplySettings, type AssignmentSettings, type AutoReplyText, type ChannelSettings, type MailLanguage, type Signature, type SurveySettings,
} from './settings/channel-settings.ts';
export { changeChannelSettings, getChannelSettings } from './settings/change-channel-settings.ts';
export { findAssigningChannels } from './settings/find-assigning-channels.ts';
export { findTrustedServers } from './settings/trusted-servers.ts';
export { beginProbe, brakePauseMs, brakeText, findFailingServers, findSendingBrake, hurrySendingBrake, liftSendingBrake, noteSendingFailed, type SendingBrake } from './sending/sending-brake.ts';
export * from './visitors/index.ts';
export * from './group-mailboxes/index.ts';
