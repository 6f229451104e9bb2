export type { GroupMailbox } from './group-mailbox.ts';
export { changeGroupMailbox, createGroupMailbox, deleteGroupMailbox, type GroupMailboxInput } from './change-group-mailbox.ts';
export { findGroupMailboxes, findGroupMailboxPage, getGroupMailbox } from './find-group-mailboxes.ts';
export { changeGroupMailboxMembers, setGroupMailboxMembers } from './group-mailbox-members.ts';
