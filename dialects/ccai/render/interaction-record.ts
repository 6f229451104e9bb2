import { wholeSeconds, type Interaction, type Span } from '#core/interactions/index.ts';
import type { InteractionNames } from '#core/desk/index.ts';

/** One interaction with the words behind its ids: what every part of a call or chat is rendered from. */
export interface Subject { readonly it: Interaction; readonly names: InteractionNames }

export const time = (ms: number): string => new Date(ms).toISOString();
export const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms));
/** Whole seconds of a span; 0 while it lasts, so that what is shown adds up and no answer depends on when it was asked. */
export const secondsOf = (span: Pick<Span, 'startedMs' | 'endedMs'>): number => (span.endedMs === null ? 0 : wholeSeconds(span.startedMs, span.endedMs));
export const sumOf = (spans: readonly Span[], ...types: Span['type'][]): number => spans.reduce((sum, span) => (types.includes(span.type) ? sum + secondsOf(span) : sum), 0);
export const average = (total: number, count: number): number => (count === 0 ? 0 : Math.floor(total / count));

export function customerSpans({ parties, spans }: Interaction): Span[] {
  const id = parties.find((party) => party.kind === 'customer')?.id;
  return spans.filter((span) => span.partyId === id);
}

export function placeOf({ names }: Subject, { menuPathId, lang }: Pick<Span, 'menuPathId' | 'lang'>): { menu_path_id: number | null; menu_path: string | null; lang: string | null } {
  return { menu_path_id: menuPathId, menu_path: menuPathId === null ? null : names.paths.get(menuPathId)?.path ?? null, lang };
}

export function stretchOf(first: Pick<Span, 'startedMs'>, last: Pick<Span, 'endedMs'> = first as Span): { started_at: string; ended_at: string | null } {
  return { started_at: time(first.startedMs), ended_at: timeOrNull(last.endedMs) };
}

/** Whether a stay came by a transfer, and by a cold one. */
export function transferOf({ it }: Subject, transferId: number | null): { transfer: 0 | 1; transfer_id: number | null; transfer_cold: 0 | 1 } {
  const isCold = it.transfers.some((transfer) => transfer.id === transferId && transfer.kind === 'cold');
  return { transfer: transferId === null ? 0 : 1, transfer_id: transferId, transfer_cold: isCold ? 1 : 0 };
}

/** Messages and answers counted in spans that belong together. The average is rounded down. */
export function responsesOf(spans: readonly Span[]): { response_count: number; response_time_total: number; response_time_max: number; response_time_avg: number } {
  const count = spans.reduce((sum, { detail }) => sum + (detail.responseCount ?? 0), 0);
  const total = spans.reduce((sum, { detail }) => sum + (detail.responseSecondsTotal ?? 0), 0);
  return { response_count: count, response_time_total: total, response_time_max: Math.max(0, ...spans.map(({ detail }) => detail.responseSecondsMax ?? 0)), response_time_avg: average(total, count) };
}

/** A virtual agent has no record of its own: it belongs to the queue in front of which it answers, whose id is its id. */
export function virtualAgentOf(span: Span): { id: number; name: string } {
  return { id: span.queueId ?? 0, name: span.detail.botName ?? '' };
}

export const underscored = (words: string): string => words.replaceAll('-', '_');
