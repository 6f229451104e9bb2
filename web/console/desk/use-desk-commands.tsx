import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { macrosQuery } from '../api/automation.ts';
import { useSession } from '../app/use-session.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { announce } from '../design/announcer.ts';
import { runNewestAction } from '../design/toasts.ts';
import { findRow } from './actions/patch-rows.ts';
import { useActions } from './actions/use-actions.ts';
import { useRunMacro } from './actions/use-run-macro.tsx';
import type { DeskState } from './desk-context.tsx';
import { allOrNone, extended, noSelection, toggled } from './list/selection.ts';

const goKeys: readonly (readonly [view: string, key: string])[] = [['mine', 'i'], ['unassigned', 'u'], ['open', 'a'], ['waiting', 'w'], ['snoozed', 's'], ['resolved', 'e'], ['spam', '!']];

/** Everything the desk can do by a key, in one table; the palette and the sheet of keys read the same. */
export function useDeskCommands(desk: DeskState, order: readonly number[], onActed: (ids: readonly number[]) => void, startNew: () => void): void {
  const { texts, preferences, change } = usePreferences();
  const { agentId } = useSession();
  const client = useQueryClient();
  const actions = useActions(texts);
  const run = useRunMacro();
  const { data: macros = [] } = useQuery(macrosQuery);
  const { activeId, openId, open, setActive, selection, setSelection, setMenu, targets, compose, openToWrite, goToView } = desk;

  const activeAt = activeId === null ? -1 : order.indexOf(activeId);
  /** Where the active row stood last: it may have left the list under the person's hands. */
  const lastAt = useRef(-1);
  useLayoutEffect(() => { if (activeAt >= 0) lastAt.current = activeAt; });
  const move = (step: number): void => {
    const from = activeAt >= 0 ? activeAt + step : lastAt.current < 0 ? (step > 0 ? 0 : order.length - 1) : step > 0 ? lastAt.current : lastAt.current - 1;
    const next = order[Math.max(0, Math.min(order.length - 1, from))];
    if (next === undefined) return;
    if (openId !== null) open(next);
    setActive(next);
    const row = findRow(client, next);
    if (row) announce(`${row.counterpart?.name ?? ''}: ${row.subject || texts.noSubject}`);
  };
  const onTargets = (run: (ids: readonly number[]) => void): void => {
    if (targets.length === 0) announce(texts.nothingChosen);
    else run(targets);
  };
  const leave = (life: 'resolved' | 'closed' | 'spam'): void => onTargets((ids) => {
    onActed(ids);
    actions.setLife(ids, life);
  });
  const write = (kind: 'reply' | 'note' | 'forward'): void => {
    if (openId !== null) setTimeout(() => compose(kind), 0);
    else if (activeId !== null) openToWrite(activeId, kind);
  };
  const menu = (name: NonNullable<DeskState['menu']>): void => onTargets(() => setMenu(name));
  const isAllUnread = targets.every((id) => findRow(client, id)?.isUnread ?? false);
  const first = targets[0] === undefined ? null : findRow(client, targets[0]);
  /** By what is known when the key is pressed: the row may have come since this was drawn. */
  const resolveOrReopen = (): void => {
    const life = targets[0] === undefined ? 'open' : findRow(client, targets[0])?.life;
    if (life === undefined) announce(texts.loading);
    else if (life === 'open') leave('resolved');
    else onTargets((ids) => actions.setLife(ids, 'open'));
  };

  const commands: Command[] = [
    { id: 'next', group: 'list', title: texts.commands.next, keys: 'j', isHidden: true, run: () => move(1) },
    { id: 'previous', group: 'list', title: texts.commands.previous, keys: 'k', isHidden: true, run: () => move(-1) },
    { id: 'open', group: 'list', title: texts.commands.open, keys: 'o', isHidden: true, run: () => { if (activeId !== null) open(activeId); } },
    { id: 'open-enter', group: 'list', title: texts.commands.open, keys: 'Enter', isHidden: true, run: () => { if (activeId !== null) open(activeId); } },
    { id: 'select', group: 'list', title: texts.commands.select, keys: 'x', isHidden: true, run: () => { if (activeId !== null) setSelection((before) => toggled(before, activeId)); } },
    {
      id: 'select-down', group: 'list', title: texts.commands.selectMore, keys: 'shift+j', isHidden: true, run: () => {
        const next = order[Math.min(order.length - 1, (activeId === null ? -1 : order.indexOf(activeId)) + 1)];
        if (next === undefined) return;
        setSelection((before) => extended(before.anchor === null && activeId !== null ? toggled(before, activeId) : before, next, order));
        setActive(next);
      },
    },
    { id: 'select-all', group: 'list', title: texts.commands.selectAll, keys: '*', run: () => setSelection((before) => allOrNone(before, order)) },
    {
      id: 'leave', group: 'list', title: texts.commands.back, keys: 'Escape', isHidden: true, run: () => {
        if (selection.ids.size > 0) setSelection(() => noSelection);
        else if (openId !== null) {
          open(null);
          setTimeout(() => document.getElementById('conversation-list')?.focus(), 30);
        }
      },
    },
    { id: 'reply', group: 'conversation', title: texts.reply, keys: 'r', run: () => write('reply') },
    { id: 'note', group: 'conversation', title: texts.note, keys: 'n', run: () => write('note') },
    { id: 'forward', group: 'conversation', title: texts.forward, keys: 'f', run: () => write('forward') },
    first !== null && first.life !== 'open'
      ? { id: 'reopen', group: 'conversation', title: first.life === 'spam' ? texts.notSpam : texts.reopen, keys: 'e', run: () => onTargets((ids) => actions.setLife(ids, 'open')) }
      : { id: 'resolve', group: 'conversation', title: texts.resolve, keys: 'e', run: resolveOrReopen },
    { id: 'close', group: 'conversation', title: texts.close, keys: 'shift+e', run: () => leave('closed') },
    { id: 'snooze', group: 'conversation', title: texts.snooze, keys: 's', run: () => menu('snooze') },
    { id: 'assign', group: 'conversation', title: texts.assign, keys: 'a', run: () => menu('assign') },
    { id: 'assign-me', group: 'conversation', title: texts.assignToMe, keys: 'shift+a', run: () => onTargets((ids) => { if (agentId !== null) actions.assign(ids, agentId); }) },
    { id: 'team', group: 'conversation', title: texts.setTeam, keys: 't', run: () => menu('team') },
    { id: 'labels', group: 'conversation', title: texts.labels, keys: 'l', run: () => menu('labels') },
    { id: 'priority', group: 'conversation', title: texts.setPriority, keys: 'p', run: () => menu('priority') },
    { id: 'macro', group: 'conversation', title: texts.macro, keys: 'y', run: () => menu('macro') },
    ...macros.map((macro): Command => ({ id: `macro-${macro.id}`, group: 'conversation', title: texts.runMacroNamed(macro.name), run: () => onTargets((ids) => run(macro, ids)) })),
    { id: 'merge', group: 'conversation', title: texts.mergeInto, keys: 'm', run: () => menu('merge') },
    { id: 'unread', group: 'conversation', title: isAllUnread ? texts.markRead : texts.markUnread, keys: 'u', run: () => onTargets((ids) => actions.setUnread(ids, !isAllUnread)) },
    { id: 'spam', group: 'conversation', title: texts.markSpam, keys: '!', run: () => leave('spam') },
    { id: 'undo', group: 'conversation', title: texts.undo, keys: 'z', run: () => { if (!runNewestAction()) announce(texts.nothingToUndo); } },
    { id: 'new', group: 'conversation', title: texts.newMessage, keys: 'c', run: startNew },
    { id: 'context', group: 'page', title: texts.toggleContext, keys: 'i', run: () => change({ showContext: !(preferences.showContext ?? window.innerWidth >= 1440) }) },
    { id: 'outbox', group: 'go', title: texts.goTo(texts.outbox), keys: 'g x', run: () => goToView('outbox') },
    { id: 'search', group: 'go', title: texts.search, keys: '/', run: () => goToView('search') },
    ...goKeys.map(([view, key]): Command => ({ id: `go-${view}`, group: 'go', title: texts.goTo((texts.viewNames as Record<string, string>)[view] ?? view), keys: `g ${key}`, run: () => goToView(view) })),
  ];
  useCommands(commands);
}
