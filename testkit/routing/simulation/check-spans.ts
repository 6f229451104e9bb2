import { isEnded, wholeSeconds, type Interaction, type Party, type Span } from '#core/interactions/index.ts';
import { Violation } from './violation.ts';

/**
 * The customer's spans cover created to ended without overlap and hole, those of each agent his stay from joining to the end of his wrap-up, and the sums in columns are the
 * sums over the spans. For an interaction that is over and wrapped up.
 */
export function checkSpans(interaction: Interaction): void {
  if (!isEnded(interaction)) throw new Violation('lost', `${interaction.kind} ${interaction.id} is ${interaction.state} and was given up`);
  const of = (party: Party): Span[] => interaction.spans.filter((span) => span.partyId === party.id).toSorted((a, b) => a.startedMs - b.startedMs || a.id - b.id);
  const customer = interaction.parties.find((party) => party.kind === 'customer')!;
  const spans = of(customer);
  covers(interaction, 'the customer', spans, interaction.createdMs, interaction.endedMs!);
  const seconds = spans.reduce((sum, span) => sum + wholeSeconds(span.startedMs, span.endedMs!), 0);
  const total = wholeSeconds(interaction.createdMs, interaction.endedMs!);
  if (seconds !== total) wrong(interaction, `its spans are ${seconds} s, created to ended ${total} s`);
  for (const [type, sum] of [['queue', interaction.queueSeconds], ['talk', interaction.talkSeconds], ['hold', interaction.holdSeconds]] as const) {
    const counted = spans.filter((span) => span.type === type).reduce((all, span) => all + wholeSeconds(span.startedMs, span.endedMs!), 0);
    if (counted !== sum) wrong(interaction, `${type} is said to be ${sum} s and is ${counted} s`);
  }
  for (const party of interaction.parties) {
    if (party.kind !== 'agent') continue;
    const work = of(party);
    covers(interaction, `agent ${party.agentId}`, work, party.joinedMs, work.at(-1)?.endedMs ?? party.leftMs!);
  }
}

function covers(interaction: Interaction, who: string, spans: readonly Span[], fromMs: number, toMs: number): void {
  let atMs = fromMs;
  for (const span of spans) {
    if (span.startedMs !== atMs) wrong(interaction, `${who}: ${span.type} begins at ${span.startedMs}, the span before ended at ${atMs}`);
    if (span.endedMs === null) wrong(interaction, `${who}: ${span.type} has no end`);
    atMs = span.endedMs;
  }
  if (atMs !== toMs) wrong(interaction, `${who}: the last span ends at ${atMs}, not at ${toMs}`);
}

function wrong(interaction: Interaction, text: string): never {
  throw new Violation('spans', `${interaction.kind} ${interaction.id}: ${text}`);
}
