import { Type } from '@sinclair/typebox';

/** In a path. An unknown one is answered like another account's. */
export const Id = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
