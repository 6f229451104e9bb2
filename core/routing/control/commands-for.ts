import type { Interaction, Party } from '#core/interactions/index.ts';
import type { QueueAction, QueueRules } from '#core/queues/index.ts';
import type { Offer } from '../engine/store.ts';
import type { ControlCommandName, ControlData, NewControlCommand } from './control-command.ts';

export interface WhatHappened {
  /** In the order in which they were saved; the same interaction may come several times. */
  readonly changes: readonly { readonly before: Interaction; readonly after: Interaction }[];
  readonly offers: readonly { readonly offer: Offer; readonly before: Offer['state'] | null }[];
  readonly queue: (queueId: number) => QueueRules | null;
}

/**
 * What the line has to do so that it is as the record says: derived from what a transaction changed, never said by a rule, so no rule can forget
 * it. Pure.
 */
export function commandsFor({ changes, offers, queue }: WhatHappened): NewControlCommand[] {
  return [
    ...offers.filter(({ before }) => before === 'open').flatMap(({ offer }) => endOfRinging(offer)),
    ...joined(changes).flatMap(({ before, after }) => forInteraction(before, after, queue)),
    ...offers.filter(({ offer, before }) => before === null && offer.state === 'open').map(({ offer }) => ring(offer)),
  ];
}

/** The first and the last of what one transaction made of each interaction. */
function joined(changes: WhatHappened['changes']): { before: Interaction; after: Interaction }[] {
  const byId = new Map<number, { before: Interaction; after: Interaction }>();
  for (const { before, after } of changes) byId.set(after.id, { before: byId.get(after.id)?.before ?? before, after });
  return [...byId.values()];
}

const ring = ({ interactionId, kind, agentId, id, expiresMs }: Offer): NewControlCommand => ({ interactionId, kind, command: 'ring', agentId, data: { offerId: id, expiresMs } });

/** Whoever took it is connected instead. */
function endOfRinging({ interactionId, kind, agentId, id, state }: Offer): NewControlCommand[] {
  return state === 'open' || state === 'picked-up' ? [] : [{ interactionId, kind, command: 'stop-ringing', agentId, data: { offerId: id } }];
}

const isOver = (interaction: Interaction): boolean => interaction.endedMs !== null;
const customerOf = (interaction: Interaction): Party | undefined => interaction.parties.find((party) => party.kind === 'customer');
const isPresent = (party: Party | undefined): boolean => party !== undefined && party.leftMs === null && party.state !== 'failed';

function forInteraction(before: Interaction, after: Interaction, queue: WhatHappened['queue']): NewControlCommand[] {
  const made: NewControlCommand[] = [];
  const say = (command: ControlCommandName, data: ControlData = {}, agentId: number | null = null): void => { made.push({ interactionId: after.id, kind: after.kind, command, agentId, data }); };
  if (isOver(before)) return made;

  for (const transfer of after.transfers) {
    if (before.transfers.some((one) => one.id === transfer.id)) continue;
    say('transfer', { transferKind: transfer.kind, toAgentId: transfer.toAgentId, toQueueId: transfer.toQueueId }, transfer.fromAgentId);
  }
  if (!isOver(after)) {
    for (const party of after.parties.filter((one) => one.kind === 'agent')) {
      const was = before.parties.find((one) => one.id === party.id);
      if (isPresent(party) && !isPresent(was)) {
        if (party.role === 'main' || party.role === 'transfer') say(party.agentId !== null && after.direction === 'out' && before.assignedMs === null ? 'dial' : 'connect', dialData(after), party.agentId);
        else say('join', { role: party.role }, party.agentId);
      } else if (was && isPresent(was) && !isPresent(party)) say('leave', {}, party.agentId);
    }
    const [was, is] = [customerOf(before)?.state, customerOf(after)?.state];
    if (was !== 'on-hold' && is === 'on-hold') say('hold', { sound: 'held' });
    if (was === 'on-hold' && is === 'connected') say('resume');
    if (after.state === 'queued' && (before.state !== 'queued' || before.queueId !== after.queueId)) say('play', { sound: 'waiting' });
  }
  const deflected = after.detail.deflectionAction !== undefined && before.detail.deflectionAction === undefined ? after.detail.deflectionAction : null;
  if (deflected !== null) {
    const text = textOf(after, queue);
    if (text !== undefined) say('play', { sound: 'message', text });
    if (deflected === 'voicemail') say('voicemail');
  }
  // Who hung up himself needs no telling; where it was put off or deflected without a voicemail, the line is to be given free.
  if (isOver(after) && after.detail.disconnectedBy !== 'customer' && after.state !== 'voicemail') say('hang-up');
  return made;
}

const dialData = ({ direction, outboundNumber, supportNumber }: Interaction): ControlData => (direction === 'out' ? { to: outboundNumber, from: supportNumber } : {});

/** What the account wrote for this case. */
function textOf({ queueId, detail }: Interaction, queue: WhatHappened['queue']): string | undefined {
  const rules = queueId === null ? null : queue(queueId);
  if (!rules) return undefined;
  const actions: Partial<Record<NonNullable<typeof detail.deflection>, QueueAction>> = { 'after-hours': rules.afterHours, 'over-capacity': rules.overCapacity, 'waited-too-long': rules.waitedTooLong };
  const action = detail.deflection === undefined ? undefined : actions[detail.deflection];
  return action && 'text' in action ? action.text : undefined;
}
