import type { InteractionKind } from '#core/interactions/index.ts';

/**
 * What whoever holds the line (a carrier's webhook, an SBC, a chat channel) is told to do. ring, stop-ringing: at an agent's device.
 * connect: join the customer and the agent. play: what the customer hears or reads. dial: call the customer. delete-recording: the sound, and
 * everything that was made of it; its customer was erased.
 */
export const controlCommandNames = ['ring', 'stop-ringing', 'connect', 'hold', 'resume', 'transfer', 'join', 'leave', 'play', 'voicemail', 'dial', 'hang-up', 'delete-recording'] as const;
export type ControlCommandName = (typeof controlCommandNames)[number];

/** What goes with a command; ids and words of ours, and texts that the account wrote for its queues. */
export interface ControlData {
  readonly offerId?: number;
  readonly expiresMs?: number;
  /** play: waiting (the queue's music), message, held. */
  readonly sound?: 'waiting' | 'message' | 'held';
  readonly text?: string;
  readonly toAgentId?: number | null;
  readonly toQueueId?: number | null;
  readonly transferKind?: 'cold' | 'warm';
  readonly role?: 'barge' | 'monitor' | 'coach';
  readonly to?: string | null;
  readonly from?: string | null;
  /** delete-recording: which one; `recordingRef`: as the line called it, null: all of this sort of the call. */
  readonly recording?: 'default' | 'voicemail';
  readonly recordingRef?: string | null;
}

export interface NewControlCommand {
  readonly interactionId: number;
  readonly kind: InteractionKind;
  readonly command: ControlCommandName;
  readonly agentId: number | null;
  readonly data: ControlData;
}

/** done, failed: said by the line. lost: told as often as is sensible, never acknowledged. lapsed: when it was to be told again it was no longer so. */
export type ControlOutcome = 'done' | 'failed' | 'lost' | 'lapsed';

export interface ControlCommand extends NewControlCommand {
  readonly id: number;
  readonly position: number;
  /** What the line calls it; null: the line has given no name. */
  readonly providerRef: string | null;
  readonly createdAt: string;
  /** How often it has been told; 1: for the first time. */
  readonly attempt: number;
  readonly doneAt: string | null;
  readonly outcome: ControlOutcome | null;
}
