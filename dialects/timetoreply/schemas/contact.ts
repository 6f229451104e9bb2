import { Type } from '@sinclair/typebox';
import { Paginator } from './paginator.ts';
import { Closed, Nullable } from './php.ts';

const Name = Type.String({ minLength: 1, maxLength: 320, description: 'The email address or domain of the Contact.' });
const Kind = Type.Unsafe<'email' | 'domain'>({ type: 'string', enum: ['email', 'domain'] });
const contactsMax = 200;
const deletedMax = 100;

/** Left out, the document calls `name` optional; there is no contact without one, so it is asked for. */
export const ContactInput = Type.Object({ name: Name });

export const ContactsInput = Type.Object({
  customers: Type.Array(Type.Object({ name: Name, is_lead: Type.Boolean({ description: 'Whether the contact is a lead.' }) }), { minItems: 1, maxItems: contactsMax, description: 'The contacts to create.' }),
});

export const ContactIdsInput = Type.Object({
  ids: Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), { minItems: 1, maxItems: deletedMax, description: 'The ids of the contacts to delete.' }),
});

/** `crm_type`: null where no CRM made it. */
export const ContactRow = Closed({
  id: Type.Integer(), company_id: Type.Integer(), name: Type.String(), type: Kind, crm_type: Nullable(Type.String()), search_string: Type.String(), is_lead: Type.Boolean(),
});
export const ContactPage = Paginator(ContactRow);

export const CreatedContacts = Type.Array(Closed({ company_id: Type.Integer(), name: Type.String(), type: Kind, is_lead: Type.Boolean(), id: Type.Integer() }));

export const PossibleLeads = Type.Array(Closed({ email: Type.String() }));
