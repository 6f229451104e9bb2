import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';

export const settingsOperations = (_outside: Outside): readonly Operation[] => [];
