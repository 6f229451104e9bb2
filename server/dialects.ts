import type { Outside } from '#core/channels/index.ts';
import type { Dialect } from '#http/index.ts';
import { ccai } from '#dialects/ccai/dialect.ts';
import { native } from '#dialects/native/dialect.ts';
import { nimchat } from '#dialects/nimchat/dialect.ts';
import { timetoreply } from '#dialects/timetoreply/dialect.ts';

/** Every API that this server speaks. A new one gets its line here and its name in cli/open-context.ts. */
export function createDialects(outside: Outside, { ccaiPerSecond }: { readonly ccaiPerSecond?: number } = {}): readonly Dialect[] {
  return [native(outside), nimchat(outside), timetoreply(undefined, outside), ccai(ccaiPerSecond === undefined ? {} : { perSecond: ccaiPerSecond })];
}
