import { Type } from '@sinclair/typebox';
import { Id, Nullable, Record } from './wire.ts';

export const UserStatus = Record({ id: Id, name: Type.String(), color: Type.String(), wfm_id: Nullable(Type.Integer()) });
