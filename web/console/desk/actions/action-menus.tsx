import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { macrosQuery } from '../../api/automation.ts';
import { agentsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import { conversationQuery } from '../../api/desk.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { LabelDot } from '../../design/label-tag.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { useDesk } from '../desk-context.tsx';
import { Chooser, type Choice } from './chooser.tsx';
import { findRow } from './patch-rows.ts';
import { useMergeTargets } from './use-merge-targets.ts';
import { TimeChooser } from './time-chooser.tsx';
import { useActions } from './use-actions.ts';
import { useRunMacro } from './use-run-macro.tsx';

/** The chooser that a key, a button or the palette has opened, over what it is about. */
export function ActionMenus({ onActed }: { onActed: (ids: readonly number[]) => void }) {
  const { menu, setMenu, targets } = useDesk();
  // What was meant when it opened: rows may leave the list while one chooses.
  const [meant, setMeant] = useState<{ menu: typeof menu; ids: readonly number[] }>({ menu: null, ids: [] });
  if (menu !== meant.menu) setMeant({ menu, ids: targets });
  const props = { ids: menu === meant.menu ? meant.ids : targets, onClose: () => setMenu(null), onActed };
  switch (menu) {
    case null: return null;
    case 'assign': return <AssignMenu {...props} />;
    case 'team': return <TeamMenu {...props} />;
    case 'labels': return <LabelMenu {...props} />;
    case 'snooze': return <SnoozeMenu {...props} />;
    case 'priority': return <PriorityMenu {...props} />;
    case 'merge': return <MergeMenu {...props} />;
    case 'macro': return <MacroMenu {...props} />;
  }
}

interface MenuProps { readonly ids: readonly number[]; readonly onClose: () => void; readonly onActed: (ids: readonly number[]) => void }

function AssignMenu({ ids, onClose }: MenuProps) {
  const { texts } = usePreferences();
  const { agentId } = useSession();
  const actions = useActions(texts);
  const { data: agents = [] } = useQuery(agentsQuery);
  const active = agents.filter((agent) => agent.deactivatedAt === null && !agent.isDiscovered);
  const mine = active.find(({ id }) => id === agentId);
  const others = active.filter(({ id }) => id !== agentId);
  const choices: Choice[] = [
    ...(mine ? [{ id: 'me', title: texts.assignToMe, mark: <Avatar name={mine.name} isSmall />, end: mine.name, run: () => actions.assign(ids, mine.id) }] : []),
    { id: 'nobody', title: texts.assignToNobody, mark: <Icon name="nobody" />, run: () => actions.assign(ids, null) },
    ...others.map((agent) => ({ id: String(agent.id), title: agent.name, mark: <Avatar name={agent.name} isSmall />, run: () => actions.assign(ids, agent.id) })),
  ];
  return <Chooser title={texts.assignTitle(ids.length)} choices={choices} onClose={onClose} />;
}

function TeamMenu({ ids, onClose }: MenuProps) {
  const { texts } = usePreferences();
  const actions = useActions(texts);
  const { data: teams = [] } = useQuery(teamsQuery);
  const choices: Choice[] = [
    { id: 'none', title: texts.noTeam, mark: <Icon name="close" />, run: () => actions.setTeam(ids, null) },
    ...teams.map((team) => ({ id: String(team.id), title: team.name, mark: <Icon name="users" />, run: () => actions.setTeam(ids, team.id) })),
  ];
  return <Chooser title={texts.teamTitle(ids.length)} choices={choices} onClose={onClose} />;
}

function LabelMenu({ ids, onClose }: MenuProps) {
  const { texts } = usePreferences();
  const client = useQueryClient();
  const actions = useActions(texts);
  const { data: labels = [] } = useQuery(labelsQuery);
  // The open conversation tells when its labels have changed; rows are read anew with it.
  useQuery({ ...conversationQuery(ids[0] ?? 0), enabled: ids.length === 1 });
  const [, setRound] = useState(0);
  const isOn = (labelId: number): boolean => ids.length > 0 && ids.every((id) => findRow(client, id)?.labelIds.includes(labelId) ?? false);
  const choices: Choice[] = labels.map((label) => ({
    id: String(label.id), title: label.name, mark: <LabelDot colour={label.colour} />, isOn: isOn(label.id),
    run: () => {
      actions.toggleLabel(ids, label.id, !isOn(label.id));
      setRound((before) => before + 1);
    },
  }));
  return <Chooser title={texts.labelTitle(ids.length)} choices={choices} onClose={onClose} isMany><div className="chooser-foot"><Button kind="primary" onPress={onClose}>{texts.done}</Button></div></Chooser>;
}

function MacroMenu({ ids, onClose }: MenuProps) {
  const { texts } = usePreferences();
  const run = useRunMacro();
  const { data: macros = [] } = useQuery(macrosQuery);
  const choices: Choice[] = macros.map((macro) => ({ id: String(macro.id), title: macro.name, mark: <Icon name="checks" />, run: () => run(macro, ids) }));
  return <Chooser title={texts.macroTitle(ids.length)} choices={choices} onClose={onClose} />;
}

function SnoozeMenu({ ids, onClose, onActed }: MenuProps) {
  const { texts } = usePreferences();
  const actions = useActions(texts);
  const snooze = (at: string): void => {
    onActed(ids);
    actions.snooze(ids, at);
  };
  return <TimeChooser title={texts.snoozeTitle(ids.length)} act={texts.snooze} onChoose={snooze} onClose={onClose} />;
}

function PriorityMenu({ ids, onClose }: MenuProps) {
  const { texts } = usePreferences();
  const actions = useActions(texts);
  const choices: Choice[] = [4, 3, 2, 1, 0].map((priority) => ({ id: String(priority), title: texts.priorities[priority] ?? '', mark: <span className={`row-sign priority-${priority}`}><Icon name="flag" /></span>, run: () => actions.setPriority(ids, priority) }));
  return <Chooser title={texts.priorityTitle(ids.length)} choices={choices} onClose={onClose} />;
}

/** Several chosen: into one of them. One: into another conversation of the same contact. */
function MergeMenu({ ids, onClose, onActed }: MenuProps) {
  const { texts, locale } = usePreferences();
  const client = useQueryClient();
  const { zone } = useSession();
  const nowMs = useNow();
  const actions = useActions(texts);
  const { open, openId } = useDesk();
  const [first] = ids;
  const { data: one } = useQuery({ ...conversationQuery(first ?? 0), enabled: ids.length === 1 });
  const candidates = ids.length > 1 ? ids.flatMap((id) => findRow(client, id) ?? []) : [...new Map([...one?.linked ?? [], ...one?.past ?? []].map((brief) => [brief.id, brief])).values()];
  const [typed, setTyped] = useState('');
  const found = useMergeTargets(useDeferredValue(typed), ids.length === 1);
  const listed = new Set([...ids, ...candidates.map(({ id }) => id)]);
  const choices: Choice[] = [...candidates.map((into) => ({ into, isAsked: false })), ...found.filter(({ id }) => !listed.has(id)).map((into) => ({ into, isAsked: true }))].map(({ into, isAsked }) => ({
    id: String(into.id), title: `${into.subject || texts.noSubject} #${into.id}`, isAsked, mark: <Icon name="merge" />, end: [into.life === 'open' ? null : texts.lives[into.life], shortMoment(into.lastMessageAt, nowMs, locale, zone)].filter(Boolean).join(' · '),
    run: () => {
      // What one reads goes on in the other: one sees where it went, and in which state that is.
      const isReading = openId !== null && openId !== into.id && ids.includes(openId);
      if (!isReading) onActed(ids.filter((id) => id !== into.id));
      actions.merge(ids, into.id, isReading ? () => open(into.id) : undefined);
    },
  }));
  return <Chooser title={ids.length > 1 ? texts.mergeManyTitle(ids.length) : texts.mergeOneTitle} choices={choices} onClose={onClose} {...(ids.length > 1 ? {} : { onTyped: setTyped, none: typed.trim().length > 1 ? texts.nothingFound : texts.mergeSearchHint })} />;
}
