import type { LineState } from '#core/conversations/index.ts';
import { isEnded } from '../interaction-can.ts';
import type { Interaction, Span } from '../interaction.ts';

/** What a call or chat makes of its conversation as it stands. Whose turn it is follows from its spans (`line_stays`). */
export function lineOf(interaction: Interaction): LineState {
  const { kind, state } = interaction;
  const isLive = !isEnded(interaction) && state !== 'scheduled';
  return { live: isLive ? (kind === 'call' ? 'calling' : 'chatting') : 'none', handler: state === 'bot' ? 'bot' : 'person' };
}

/** Whether a change means something to the conversation: it goes on another way, or what the customer is in began, ended or became another thing. */
export function hasLineMoved(before: Interaction, after: Interaction): boolean {
  const [was, is] = [lineOf(before), lineOf(after)];
  const [stayed, stays] = [lastStayOf(before), lastStayOf(after)];
  return was.live !== is.live || was.handler !== is.handler || before.state !== after.state || stayed?.id !== stays?.id || stayed?.endedMs !== stays?.endedMs;
}

function lastStayOf({ parties, spans }: Interaction): Span | undefined {
  const customerId = parties.find((party) => party.kind === 'customer')?.id;
  return spans.findLast((span) => span.partyId === customerId);
}
