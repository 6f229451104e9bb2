import { checkName } from '#core/accounts/index.ts';
import { CoreError, type FieldProblem } from '#core/kernel/index.ts';
import { checkLang } from '../check-lang.ts';
import { checkText } from '../check-text.ts';
import type { OfferMode, QueueAction, QueueKind, QueueRules } from '../queue.ts';

/** What an administrator sets of a queue, beside where it stands. */
export type RuleSettings = Pick<QueueRules, 'name' | 'lang' | 'priority' | 'agingSeconds' | 'targetSeconds' | 'targetPercent' | 'abandonSeconds' | 'mode' | 'offerSeconds' | 'cascadeSeconds'
  | 'wrapUpSeconds' | 'beforeWorkSeconds' | 'directSeconds' | 'transferWaitSeconds' | 'callbackSeconds' | 'closedAgainSeconds' | 'waitSecondsMax' | 'waitingMax' | 'isSticky' | 'botName' | 'afterHours' | 'overCapacity' | 'waitedTooLong'>;

/** What a new queue has where nothing else is said; as the columns' defaults. */
export const usualRules: Omit<RuleSettings, 'name'> = {
  lang: 'en', priority: 0, agingSeconds: null, targetSeconds: 20, targetPercent: 80, abandonSeconds: 5, mode: 'deltacast', offerSeconds: 20, cascadeSeconds: 30, wrapUpSeconds: 30,
  beforeWorkSeconds: 0, directSeconds: 30, transferWaitSeconds: 0, callbackSeconds: 60, closedAgainSeconds: 300, waitSecondsMax: null, waitingMax: null, isSticky: false, botName: null,
  afterHours: { action: 'wait' }, overCapacity: { action: 'wait' }, waitedTooLong: { action: 'end' },
};

/** Bounds of the numbers, both included. `orNull`: null switches it off. */
export const ruleBounds = {
  priority: { min: -100, max: 100 }, agingSeconds: { min: 1, max: 86_400, orNull: true }, targetSeconds: { min: 1, max: 86_400 }, targetPercent: { min: 1, max: 100 }, abandonSeconds: { min: 0, max: 3_600 },
  offerSeconds: { min: 1, max: 3_600 }, cascadeSeconds: { min: 1, max: 86_400 }, wrapUpSeconds: { min: 0, max: 86_400 }, beforeWorkSeconds: { min: 0, max: 3_600 },
  directSeconds: { min: 5, max: 600 }, transferWaitSeconds: { min: 0, max: 3_600 }, callbackSeconds: { min: 5, max: 86_400 }, closedAgainSeconds: { min: 30, max: 86_400 },
  waitSecondsMax: { min: 1, max: 604_800, orNull: true }, waitingMax: { min: 0, max: 100_000, orNull: true },
} as const satisfies Partial<Record<keyof RuleSettings, { min: number; max: number; orNull?: true }>>;

const modes: readonly OfferMode[] = ['deltacast', 'multicast', 'cascade'];
const actions: readonly QueueAction['action'][] = ['wait', 'message', 'voicemail', 'callback', 'schedule', 'queue', 'end'];
/** Nobody can be called back, or leave a voicemail, in a chat. */
const forCalls: readonly QueueAction['action'][] = ['voicemail', 'callback', 'schedule'];

/** The settings as they are stored. `invalid` names every field that is wrong. Targets of actions: `checkActions`. */
export function checkRules(kind: QueueKind, input: RuleSettings): RuleSettings {
  const fields: FieldProblem[] = [];
  const attempt = <T>(check: () => T, otherwise: T): T => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      fields.push(...error.fields);
      return otherwise;
    }
  };
  for (const [field, bounds] of Object.entries(ruleBounds) as [keyof typeof ruleBounds, { min: number; max: number; orNull?: true }][]) {
    const value = input[field];
    if (value === null && bounds.orNull) continue;
    if (value === null || !Number.isInteger(value) || value < bounds.min || value > bounds.max) {
      fields.push({ field, problem: `must be a whole number from ${bounds.min} to ${bounds.max}`, key: 'out-of-range', values: { min: bounds.min, max: bounds.max } });
    }
  }
  if (!modes.includes(input.mode)) fields.push({ field: 'mode', problem: `must be one of ${modes.join(', ')}`, key: 'not-offered' });
  const checked: RuleSettings = {
    ...input,
    name: attempt(() => checkName('name', input.name, 100), ''),
    lang: attempt(() => checkLang('lang', input.lang), ''),
    botName: input.botName === null || input.botName.trim() === '' ? null : attempt(() => checkName('botName', input.botName ?? '', 100), null),
    afterHours: attempt(() => checkAction('afterHours', kind, input.afterHours, fields), input.afterHours),
    overCapacity: attempt(() => checkAction('overCapacity', kind, input.overCapacity, fields), input.overCapacity),
    waitedTooLong: attempt(() => checkAction('waitedTooLong', kind, input.waitedTooLong, fields), input.waitedTooLong),
  };
  if (fields.length > 0) throw new CoreError('invalid', `${fields[0]!.field}: ${fields[0]!.problem}`, { key: fields[0]!.key, fields });
  return checked;
}

function checkAction(field: string, kind: QueueKind, action: QueueAction, fields: FieldProblem[]): QueueAction {
  if (!actions.includes(action.action)) fields.push({ field: `${field}.action`, problem: `must be one of ${actions.join(', ')}`, key: 'not-offered' });
  if (kind === 'chat' && forCalls.includes(action.action)) fields.push({ field: `${field}.action`, problem: 'is for calls only', key: 'calls-only' });
  if (action.action === 'wait') return { action: 'wait' };
  if (action.action === 'queue') {
    if (!Number.isSafeInteger(action.queueId) || action.queueId < 1) fields.push({ field: `${field}.queueId`, problem: 'names no queue', key: 'no-queue' });
    return { action: 'queue', queueId: action.queueId };
  }
  const text = checkText(`${field}.text`, action.text ?? null, 2_000);
  if (action.action === 'message' && text === null) fields.push({ field: `${field}.text`, problem: 'must not be empty', key: 'empty' });
  return text === null ? { action: action.action } : { action: action.action, text };
}
