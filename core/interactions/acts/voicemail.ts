import type { InteractionAct } from '../interaction.ts';
import { customerSpan, type Draft } from './draft.ts';
import { finish } from './ending.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/** It was left: with it the call is over. Its sound is the last `seconds` of the stay. */
export function voicemailLeft(draft: Draft, { url, seconds }: ActOf<'voicemail-left'>): boolean {
  if (draft.state === 'voicemail-received') return false;
  const startedMs = Math.max(customerSpan(draft).startedMs, draft.now - Math.max(0, Math.floor(seconds)) * 1000);
  draft.recordings.push({ id: draft.newId(), kind: 'voicemail', providerRef: null, url, startedMs, endedMs: draft.now, redactions: [] });
  finish(draft, { state: 'voicemail-received', failReason: 'none', by: 'customer', outcome: 'finished', wrapUp: false });
  return true;
}

export function voicemailRead(draft: Draft, { agentId }: ActOf<'voicemail-read'>): boolean {
  if (draft.state === 'voicemail-read') return false;
  Object.assign(draft, { state: 'voicemail-read', agentId });
  return true;
}
