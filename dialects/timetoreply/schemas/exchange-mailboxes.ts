import { Type } from '@sinclair/typebox';
import { FileField } from '#http/index.ts';

export const EwsBody = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 500, description: 'The EWS Host: outlook.office365.com/EWS/Exchange.asmx. Without a path /EWS/Exchange.asmx is meant; https.' }),
  version: Type.String({ minLength: 1, maxLength: 40, pattern: '^Exchange\\d{4}(_SP\\d)?$', description: 'The EWS host version: Exchange2013.' }),
  username: Type.String({ minLength: 1, maxLength: 320, description: 'The EWS username.' }),
  password: Type.String({ minLength: 1, maxLength: 4_096, description: 'The EWS password.' }),
});

export const StoreBulkExchangeBody = Type.Object({
  service_account_email: Type.String({ minLength: 1, maxLength: 320, description: 'The email address of the service account to use for authentication.' }),
  service_account_password: Type.String({ minLength: 1, maxLength: 4_096, description: 'The password of the service account to use for authentication.' }),
  emails: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: 500, description: 'An array of email address to add. Optional, but either a list or a CSV is needed.' })),
  emails_csv: Type.Optional(FileField('A CSV of email addresses to add.')),
});
