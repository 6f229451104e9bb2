import { joinOrLeave } from './acts/company.ts';
import { connect } from './acts/connecting.ts';
import type { Draft } from './acts/draft.ts';
import { refuse } from './acts/draft.ts';
import { end, wrapUpEnds } from './acts/ending.ts';
import { eventEnds, eventStarts } from './acts/events.ts';
import { hold, resume } from './acts/holds.ts';
import { chooseMenu, botTakes, botEscalates } from './acts/menus.ts';
import { takeMessage } from './acts/messages.ts';
import { annotate } from './acts/notes.ts';
import { cast, deflect, due, enqueue } from './acts/queue.ts';
import { record } from './acts/recordings.ts';
import { transfer, transferCancel, transferComplete } from './acts/transfers.ts';
import { voicemailLeft, voicemailRead } from './acts/voicemail.ts';
import { mayApply } from './interaction-can.ts';
import type { Interaction, InteractionAct, NewId } from './interaction.ts';
import { sumsOf } from './sums-of.ts';

/**
 * What an act makes of an interaction: pure. Throws `conflict` where the state does not allow the act and leaves the value as it was; returns the
 * same object where it changes nothing. A clock that steps back does not take the record with it: nothing happens before the last change.
 */
export function applyToInteraction(interaction: Interaction, act: InteractionAct, nowMs: number, newId: NewId): Interaction {
  if (!mayApply(interaction.kind, interaction.state, act.type)) {
    refuse('interaction-state', `A ${interaction.kind} that is ${interaction.state} does not take "${act.type}".`);
  }
  const draft: Draft = {
    ...interaction, parties: [...interaction.parties], spans: [...interaction.spans], transfers: [...interaction.transfers], recordings: [...interaction.recordings],
    dispositions: [...interaction.dispositions], now: Math.max(nowMs, interaction.updatedMs), newId,
  };
  if (!change(draft, act)) return interaction;
  const { now, newId: _, ...changed } = draft;
  return { ...changed, ...sumsOf(changed), version: interaction.version + 1, updatedMs: now };
}

/** False: nothing changed. */
function change(draft: Draft, act: InteractionAct): boolean {
  switch (act.type) {
    case 'menu': return chooseMenu(draft, act);
    case 'bot-takes': return botTakes(draft, act);
    case 'bot-escalates': return botEscalates(draft, act);
    case 'enqueue': return enqueue(draft, act);
    case 'cast': return cast(draft, act);
    case 'due': return due(draft, act);
    case 'deflect': return deflect(draft, act);
    case 'assign': case 'connecting': case 'switching': case 'connected': return connect(draft, act);
    case 'hold': return hold(draft, act);
    case 'resume': return resume(draft, act);
    case 'transfer': return transfer(draft, act);
    case 'transfer-complete': return transferComplete(draft);
    case 'transfer-cancel': return transferCancel(draft, act);
    case 'join': case 'leave': case 'third-joins': case 'third-leaves': return joinOrLeave(draft, act);
    case 'event-starts': return eventStarts(draft, act);
    case 'event-ends': return eventEnds(draft, act);
    case 'message': return takeMessage(draft, act);
    case 'voicemail-left': return voicemailLeft(draft, act);
    case 'voicemail-read': return voicemailRead(draft, act);
    case 'end': return end(draft, act);
    case 'wrap-up-ends': return wrapUpEnds(draft, act);
    case 'recording-starts': case 'recording-ends': case 'redaction-starts': case 'redaction-ends': case 'recording-ready': return record(draft, act);
    case 'dispose': case 'rate': case 'verify': case 'input': case 'ticket': return annotate(draft, act);
  }
}
