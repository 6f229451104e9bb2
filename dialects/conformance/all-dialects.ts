import type { Dialect } from '#http/index.ts';
import { timetoreply } from '#dialects/timetoreply/dialect.ts';

export const allDialects: readonly Dialect[] = [timetoreply()];
