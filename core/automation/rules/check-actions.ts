import { checkAddress } from '#core/accounts/index.ts';
import { checkVariables } from '#core/canned-responses/index.ts';
import { invalid } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { missingIds } from './check-conditions.ts';
import { actionsMax, actionTextMax, ruleActionKinds, type RuleAction } from './rule-action.ts';

/**
 * The actions as they are kept. `invalid` (with the place) for what makes no sense, or names what this account does not have. `by` rule: what is sent
 * goes out without anybody looking, so its texts take no variable that a customer fills (security D6).
 */
export async function checkActions(tx: Tx, actions: readonly RuleAction[], by: 'rule' | 'macro'): Promise<RuleAction[]> {
  if (!Array.isArray(actions) || actions.length === 0) throw invalid('actions', 'must name what is to be done', 'rule-does-nothing');
  if (actions.length > actionsMax) throw invalid('actions', `must be at most ${actionsMax}`, 'too-many-items', { max: actionsMax });
  const checked = actions.map((action, at) => checkOne(action, `actions.${at}`, by));
  const named = { agent: [] as number[], team: [] as number[], label: [] as number[], file: [] as number[] };
  for (const action of checked) {
    if (action.kind === 'assign-agent' && action.agentId !== null) named.agent.push(action.agentId);
    if (action.kind === 'assign-team' && action.teamId !== null) named.team.push(action.teamId);
    if (action.kind === 'email-team') named.team.push(...action.teamIds);
    if (action.kind === 'add-labels' || action.kind === 'remove-labels') named.label.push(...action.labelIds);
    if (action.kind === 'send-attachment') named.file.push(...action.fileIds);
  }
  for (const noun of ['agent', 'team', 'label', 'file'] as const) {
    const missing = await missingIds(tx, noun, named[noun]);
    if (missing.length > 0) throw invalid('actions', `names what is not there: ${noun} ${missing.join(', ')}`, 'rule-names-unknown', { noun });
  }
  return checked;
}

function checkOne(action: RuleAction, path: string, by: 'rule' | 'macro'): RuleAction {
  switch (action.kind) {
    case 'assign-agent': return { kind: action.kind, agentId: action.agentId === null ? null : id(action.agentId, `${path}.agentId`) };
    case 'assign-team': return { kind: action.kind, teamId: action.teamId === null ? null : id(action.teamId, `${path}.teamId`) };
    case 'add-labels':
    case 'remove-labels': return { kind: action.kind, labelIds: ids(action.labelIds, `${path}.labelIds`) };
    case 'send-message': return { kind: action.kind, text: variableText(action.text, `${path}.text`, by === 'rule' ? 'automatic' : 'person') };
    case 'add-note': return { kind: action.kind, text: variableText(action.text, `${path}.text`, 'person') };
    case 'send-attachment': return { kind: action.kind, fileIds: ids(action.fileIds, `${path}.fileIds`) };
    case 'email-team': return { kind: action.kind, teamIds: ids(action.teamIds, `${path}.teamIds`), text: plainText(action.text, `${path}.text`) };
    case 'send-transcript': {
      if (!Array.isArray(action.addresses) || action.addresses.length === 0 || action.addresses.length > 10) throw invalid(`${path}.addresses`, 'must be 1 to 10 addresses', 'names-nobody');
      return { kind: action.kind, addresses: [...new Set(action.addresses.map((address, at) => checkAddress(`${path}.addresses.${at}`, String(address))))] };
    }
    case 'mute':
    case 'resolve':
    case 'open':
    case 'hand-to-bot': return { kind: action.kind };
    case 'snooze': {
      if (action.hours !== null && (!Number.isInteger(action.hours) || action.hours < 1 || action.hours > 24 * 365)) throw invalid(`${path}.hours`, 'must be 1 to 8760 hours, or null', 'out-of-range');
      return { kind: action.kind, hours: action.hours };
    }
    case 'set-state': {
      if (!['open', 'with-bot', 'snoozed', 'resolved'].includes(action.state)) throw invalid(`${path}.state`, 'must be open, with-bot, snoozed or resolved', 'not-offered');
      return { kind: action.kind, state: action.state };
    }
    case 'set-priority': {
      if (![0, 1, 2, 3, 4].includes(action.priority)) throw invalid(`${path}.priority`, 'must be 0 to 4', 'out-of-range');
      return { kind: action.kind, priority: action.priority };
    }
    case 'call-webhook': return { kind: action.kind, url: checkUrl(action.url, `${path}.url`) };
    default: throw invalid(`${path}.kind`, `must be one of ${ruleActionKinds.join(', ')}`, 'not-offered');
  }
}

function id(value: number, path: string): number {
  if (!Number.isSafeInteger(value) || value < 1) throw invalid(path, 'must be an id', 'no-number');
  return value;
}

function ids(values: readonly number[], path: string): number[] {
  if (!Array.isArray(values) || values.length === 0 || values.length > 100) throw invalid(path, 'must be 1 to 100 ids', 'names-no-change');
  return [...new Set(values.map((value) => id(value, path)))];
}

function plainText(text: string, path: string): string {
  if (typeof text !== 'string' || text.trim() === '') throw invalid(path, 'must not be empty', 'empty');
  if (text.length > actionTextMax) throw invalid(path, `must have at most ${actionTextMax} characters`, 'too-long', { max: actionTextMax });
  if (text.includes('\0') || !text.isWellFormed()) throw invalid(path, 'must be well-formed text without NUL', 'bad-characters');
  return text;
}

function variableText(text: string, path: string, use: 'automatic' | 'person'): string {
  checkVariables(plainText(text, path), path, use);
  return text;
}

/** Of the public web by its form. Whether its host is allowed is looked up where it is saved and again each time it is called. */
function checkUrl(url: string, path: string): string {
  const parsed = typeof url === 'string' && url.length <= 2_000 ? URL.parse(url) : null;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || parsed.username !== '' || parsed.password !== '') throw invalid(path, 'must be an http or https address without a user name', 'no-link');
  return parsed.href;
}
