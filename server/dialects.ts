import { timetoreply } from '#dialects/timetoreply/dialect.ts';
import type { Dialect } from '#http/index.ts';

/** Every API that this server speaks. A new one gets its line here and its name in cli/open-context.ts. */
export const dialects: readonly Dialect[] = [timetoreply()];
