import { Type } from '@sinclair/typebox';
import { Closed, Text } from './wire.ts';

export const CannedResponse = Closed({ id: Type.Integer(), content: Type.String(), short_code: Type.String(), account_id: Type.Integer() });
export const CannedResponseInput = Type.Object({ content: Text(20_000, 'The text.'), short_code: Text(60, 'Short code for quick access.') });
export const CannedResponseChange = Type.Partial(CannedResponseInput);
export const CannedResponseQuery = Type.Object({ search: Type.Optional(Text(200, 'Part of the code or the text.')) });
