import { FileField } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { Inbox } from './inbox.ts';
import { Closed, Either, Id, Map, Nullable, OneOf, Page, Text } from './wire.ts';

export const ContactInbox = Closed({ source_id: Type.String(), inbox: Inbox });
const availability = Type.String({ enum: ['online', 'offline'] });

const details = {
  email: Nullable(Type.String()),
  name: Type.String(),
  phone_number: Nullable(Type.String()),
  thumbnail: Type.String(),
  additional_attributes: Map,
  custom_attributes: Map,
  contact_inboxes: Type.Array(ContactInbox),
};
const payload = Closed({ contact: Closed(details) });

export const Contact = Closed({ payload, id: Type.Integer(), availability_status: availability });
export const ListedContact = Closed({ id: Type.Integer(), payload });
/** As the deployed product lists it. */
export const FlatContact = Closed({ ...details, id: Type.Integer(), identifier: Nullable(Type.String()), availability_status: availability, created_at: Type.Integer(), last_activity_at: Nullable(Type.Integer()) });

const Meta = Closed({ count: Type.Integer({ description: 'Exact up to 50,000.' }), current_page: Type.Integer() });
export const ContactPage = Closed({ meta: Meta, payload: Type.Array(FlatContact) });
export const ContactList = Either(Type.Array(ListedContact), ContactPage);
export const ContactSearch = Either(Closed({ payload: Type.Array(ListedContact) }), ContactPage);

export const contactSorts = ['name', 'email', 'phone_number', 'last_activity_at', '-name', '-email', '-phone_number', '-last_activity_at'] as const;
export const ContactQuery = Type.Object({ sort: Type.Optional(OneOf(contactSorts, 'Default: in the order in which they were made.')), page: Page });
export const SearchQuery = Type.Object({ q: Type.Optional(Text(250, 'Part of a name, address, number or identifier.')), sort: Type.Optional(OneOf(contactSorts, 'Default: newest first.')), page: Page });

const fields = {
  name: Type.Optional(Nullable(Text(500, 'Name.'))),
  email: Type.Optional(Nullable(Text(254, 'Mail address; null or "" takes it away.'))),
  phone_number: Type.Optional(Nullable(Text(40, 'International: +49301234567.'))),
  identifier: Type.Optional(Nullable(Text(250, 'Id in another system.'))),
  avatar: Type.Optional(FileField('Refused: images cannot be stored here; give avatar_url.')),
  avatar_url: Type.Optional(Nullable(Text(2_000, 'Shown as thumbnail.'))),
  custom_attributes: Type.Optional(Map),
  additional_attributes: Type.Optional(Map),
};
export const ContactInput = Type.Object({ inbox_id: Type.Optional(Id('Inbox in which the contact gets a source id.')), ...fields });
export const ContactChange = Type.Object(fields);
export const ContactInboxInput = Type.Object({ inbox_id: Id('Inbox.'), source_id: Type.Optional(Text(255, 'How the inbox calls the contact; made where it is not given.')) });
