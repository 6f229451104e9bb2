import type { Outside } from '#core/channels/index.ts';
import type { Dialect } from '#http/index.ts';
import { ccai } from '#dialects/ccai/dialect.ts';
import { native } from '#dialects/native/dialect.ts';
import { nimchat } from '#dialects/nimchat/dialect.ts';
import { timetoreply } from '#dialects/timetoreply/dialect.ts';

/** Descriptions are made without calling anything. */
const nothingOutside = {} as Outside;

export const allDialects: readonly Dialect[] = [native(nothingOutside), nimchat(nothingOutside), timetoreply(undefined, nothingOutside), ccai()];
