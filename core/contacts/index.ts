export { contactColumns, type Contact, type ContactPoint, type PointKind } from './contact.ts';
export { addContactPoint, changeContact, removeContactPoint, type ContactChange } from './change-contact.ts';
export { createContact, type ContactInput } from './create-contact.ts';
export { deleteContact } from './delete-contact.ts';
export { ensureContacts } from './ensure-contacts.ts';
export { contactNames, findContactByPoint, findContacts, getContact } from './find-contacts.ts';
export { changeCompany, checkDomain, createCompany, deleteCompany, findCompanies, findCompanyNames, getCompany, type Company } from './companies.ts';
export {
  changeContactGroup, changeGroupMembers, createContactGroup, deleteContactGroup, findContactGroups, findGroupsOfAddress, type ContactGroup, type GroupMember, groupMembersMax,
} from './contact-groups.ts';
export { dropCrmGroup, keepCrmGroup, leaveCrmGroups, type CrmGroup } from './crm-groups.ts';
export { findContactGroupPage, getContactGroup, type ContactGroupPage, type ContactGroupSort } from './find-contact-group-page.ts';
export {
  findMergedInto, joinNotes, keepMergeUndo, lockContacts, lockMergedContact, moveContactRows, moveContactRowsBack, resolveContactId, withAllMerged, type LockedContact, type MovedContact,
} from './merged-contacts.ts';
export { setMainPoint } from './set-main-point.ts';
export { setContactPoint } from './set-contact-point.ts';
export { changeLeadSource, createLeadSource, deleteLeadSource, findLeadSourcePage, findLeadSources, type LeadSource } from './lead-sources.ts';
export { addMailContacts, mailPoint, type MailContactInput, type MailContactMade } from './add-mail-contacts.ts';
export { setMailContact } from './set-mail-contact.ts';
