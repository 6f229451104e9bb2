import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';

export const liveOperations = (_outside: Outside): readonly Operation[] => [];
