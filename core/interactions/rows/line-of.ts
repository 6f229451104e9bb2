import type { LineState } from '#core/conversations/index.ts';
import { isEnded } from '../interaction-can.ts';
import type { Interaction } from '../interaction.ts';

/**
 * What a call or chat makes of its conversation. Who waits for a person (in a queue, or after a voicemail) has the turn with us; who was connected
 * with an agent has been answered. Null: it says nothing about it.
 */
export function lineOf(interaction: Interaction): LineState {
  const { kind, state, connectedMs } = interaction;
  const isLive = !isEnded(interaction) && state !== 'scheduled';
  return {
    live: isLive ? (kind === 'call' ? 'calling' : 'chatting') : 'none',
    handler: state === 'bot' ? 'bot' : 'person',
    turn: state === 'queued' || state === 'voicemail-received' ? 'agent' : connectedMs !== null && state !== 'external' && state !== 'external-finished' ? 'customer' : null,
  };
}
