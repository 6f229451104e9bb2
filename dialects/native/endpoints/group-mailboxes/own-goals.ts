import { getGroupMailbox } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { getTeam } from '#core/people/index.ts';
import { changeOwnGoals, findOwnGoals, noOwnGoals, type GoalHolder } from '#core/settings/index.ts';
import { operation, type Operation, type Tx } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { OwnGoals, OwnGoalsChange } from '../../schemas/entities.ts';
import { IdParams } from '../../schemas/shared.ts';

interface Holders { readonly kind: GoalHolder['kind']; readonly path: string; readonly id: string; readonly tag: string; readonly lookUp: (tx: Tx, act: Act, id: number) => Promise<unknown> }

const get = ({ kind, path, id: name, tag, lookUp }: Holders): Operation => operation({
  id: `${name}.getGoals`,
  method: 'GET',
  path,
  tag,
  summary: 'Reply goals of its own, which judge its report; null: the account\'s counts',
  params: IdParams,
  response: OwnGoals,
  handle: ({ act, snapshot, params: { id } }) => snapshot(async (tx) => {
    await lookUp(tx, act, id);
    return (await findOwnGoals(tx, kind, [id])).get(id) ?? noOwnGoals;
  }),
});

const change = ({ kind, path, id: name, tag, lookUp }: Holders): Operation => operation({
  id: `${name}.changeGoals`,
  method: 'PATCH',
  path,
  tag,
  summary: 'Changes its own reply goals; what is not named stays. The first ones judge the past, too, later ones what ends from now on',
  params: IdParams,
  body: OwnGoalsChange,
  response: OwnGoals,
  handle: ({ act, change: within, params: { id }, body }) => within(async (tx) => {
    await lookUp(tx, readingBack(act), id);
    return changeOwnGoals(tx, act, { kind, id }, body);
  }),
});

const groups: Holders = { kind: 'group-mailbox', path: '/native/v1/group-mailboxes/{id}/goals', id: 'groupMailboxes', tag: 'Channels', lookUp: getGroupMailbox };
const teams: Holders = { kind: 'team', path: '/native/v1/teams/{id}/goals', id: 'teams', tag: 'People', lookUp: getTeam };

export const ownGoalOperations: readonly Operation[] = [get(groups), change(groups), get(teams), change(teams)];
