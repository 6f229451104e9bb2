import type { InteractionAct, Recording } from '../interaction.ts';
import { changeDetail, refuse, type Draft } from './draft.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

export function record(draft: Draft, act: ActOf<'recording-starts' | 'recording-ends' | 'redaction-starts' | 'redaction-ends' | 'recording-ready'>): boolean {
  switch (act.type) {
    case 'recording-starts': return starts(draft, act);
    case 'recording-ends': return ends(draft, act);
    case 'redaction-starts': return redactionStarts(draft, act);
    case 'redaction-ends': return redactionEnds(draft, act);
    case 'recording-ready': return ready(draft, act);
  }
}

/** What runs at the end of the call ends with it. */
export function closeRecordings(draft: Draft): void {
  for (const recording of draft.recordings) if (recording.endedMs === null) change(draft, recording, closed(draft, recording, null));
}

/** A customer who says no is not recorded: only that he was asked is kept. */
function starts(draft: Draft, { providerRef, permission }: ActOf<'recording-starts'>): boolean {
  const asks = permission !== undefined && permission !== (draft.detail.recordingPermission ?? 'not-asked');
  if (asks) changeDetail(draft, { recordingPermission: permission });
  if (permission === 'denied') {
    const isRunning = running(draft) !== undefined;
    closeRecordings(draft);
    return asks || isRunning;
  }
  if (running(draft)) return asks;
  draft.recordings.push({ id: draft.newId(), kind: 'default', providerRef, url: null, startedMs: draft.now, endedMs: null, redactions: [] });
  return true;
}

function ends(draft: Draft, { url }: ActOf<'recording-ends'>): boolean {
  const recording = running(draft);
  if (!recording) return false;
  change(draft, recording, { ...closed(draft, recording, null), ...(url !== undefined && { url }) });
  return true;
}

function redactionStarts(draft: Draft, { agentId }: ActOf<'redaction-starts'>): boolean {
  const recording = running(draft) ?? refuse('interaction-no-recording', 'Nothing is recorded now.');
  if (recording.redactions.some((redaction) => redaction.endedMs === null)) return false;
  change(draft, recording, { redactions: [...recording.redactions, { startedMs: draft.now, endedMs: null, startAgentId: agentId, endAgentId: null }] });
  return true;
}

function redactionEnds(draft: Draft, { agentId }: ActOf<'redaction-ends'>): boolean {
  const recording = running(draft);
  if (!recording?.redactions.some((redaction) => redaction.endedMs === null)) return false;
  change(draft, recording, { redactions: closed(draft, recording, agentId).redactions });
  return true;
}

function ready(draft: Draft, { providerRef, url }: ActOf<'recording-ready'>): boolean {
  const recording = draft.recordings.find((one) => one.providerRef === providerRef) ?? refuse('interaction-no-recording', 'There is no such recording.');
  if (recording.url === url) return false;
  change(draft, recording, { url });
  return true;
}

function running(draft: Draft): Recording | undefined {
  return draft.recordings.find((recording) => recording.endedMs === null);
}

function closed(draft: Draft, recording: Recording, agentId: number | null): Pick<Recording, 'endedMs' | 'redactions'> {
  return { endedMs: draft.now, redactions: recording.redactions.map((redaction) => (redaction.endedMs === null ? { ...redaction, endedMs: draft.now, endAgentId: agentId } : redaction)) };
}

function change(draft: Draft, recording: Recording, to: Partial<Recording>): void {
  draft.recordings[draft.recordings.findIndex((one) => one.id === recording.id)] = { ...recording, ...to };
}
