import { Type } from '@sinclair/typebox';
import { Closed } from './php.ts';

export const MarkClosedInput = Type.Object({
  ids: Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), {
    minItems: 1, maxItems: 1_000, description: 'IDs of the conversations to be marked off as closed.',
  }),
});

export const MarkedClosed = Closed({ ids: Type.Array(Type.Integer()) });
