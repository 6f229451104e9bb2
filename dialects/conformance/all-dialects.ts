import type { Dialect } from '#http/index.ts';
import { native } from '#dialects/native/dialect.ts';
import { timetoreply } from '#dialects/timetoreply/dialect.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';

/** Only looked at, so none of them has a world outside. */
const outside = noOutside();

export const allDialects: readonly Dialect[] = [native(outside), timetoreply()];
