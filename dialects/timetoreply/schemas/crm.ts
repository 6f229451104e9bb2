import { Type, type Static } from '@sinclair/typebox';
import { Closed } from './php.ts';

/** Which systems there are is the server's to say: an unknown one is a 422 of the endpoint. */
const CrmType = Type.String({ minLength: 1, maxLength: 40, description: 'The type of CRM: hubspot.' });

export const CrmFieldsQuery = Type.Object({
  crmType: CrmType,
  stringOnly: Type.Optional(Type.Boolean({ description: 'Only text fields.' })),
  expanded: Type.Optional(Type.Boolean({ description: 'With the type of each field.' })),
});

const Field = Type.Object({ label: Type.String(), type: Type.String() }, { additionalProperties: false });
const Fields = Type.Unsafe<Record<string, string | Static<typeof Field>> | []>({
  anyOf: [{ type: 'array', maxItems: 0 }, { type: 'object', minProperties: 1, additionalProperties: { anyOf: [Field, Type.String()] } }],
});

/** Name -> label, or with `expanded` name -> label and type; by label. */
export const CrmFields = Closed({ contacts: Fields, companies: Fields });

export const CrmConnectionInput = Type.Object({
  crmType: CrmType,
  selectedEmailProperty: Type.String({ minLength: 1, maxLength: 100, description: 'Name of the field of a contact there that holds the email address.' }),
});
