import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { channelsQuery } from '../../api/people.ts';
import { menusQuery, queueGroupsQuery, queuesQuery, type Queue } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { calendarsQuery } from '../hours/hours-part.tsx';
import { Check, Choice, Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { ActionField } from './action-field.tsx';

const numbers = ['targetSeconds', 'targetPercent', 'abandonSeconds', 'offerSeconds', 'cascadeSeconds', 'priority', 'wrapUpSeconds', 'beforeWorkSeconds', 'directSeconds', 'transferWaitSeconds', 'callbackSeconds', 'closedAgainSeconds'] as const;
const limits = ['agingSeconds', 'waitingMax', 'waitSecondsMax'] as const;
type Figures = Readonly<Record<(typeof numbers)[number] | (typeof limits)[number], string>>;

/** The rules of a queue, in groups with what they mean. */
export function QueueForm({ queue, canWrite, onSaved }: { queue: Queue; canWrite: boolean; onSaved: () => void }) {
  const texts = useTexts();
  const [form, setForm] = useState(queue);
  const [figures, setFigures] = useState<Figures>(() => Object.fromEntries([...numbers, ...limits].map((key) => [key, String(queue[key] ?? '')])) as Figures);
  const { save, isBusy, problem } = useSave('queues', 'queue-groups', 'menus');
  const { data: queues = [] } = useQuery(queuesQuery);
  const put = <Key extends keyof Queue>(key: Key) => (value: Queue[Key]): void => setForm((held) => ({ ...held, [key]: value }));
  const figure = (key: keyof Figures, label: string, { min, max, hint }: { min: number; max: number; hint?: string }): ReactNode => (
    <Field label={label} type="number" min={min} max={max} isRequired={(numbers as readonly string[]).includes(key)} value={figures[key]} onChange={(value) => setFigures((held) => ({ ...held, [key]: value }))} {...(hint === undefined ? {} : { hint })} />
  );
  const action = (key: 'afterHours' | 'overCapacity' | 'waitedTooLong'): ReactNode => <ActionField label={texts[key]} value={form[key]} onChange={put(key)} queue={queue} queues={queues} />;
  const keep = (): void => {
    const { name, lang, menuId, queueGroupId, calendarId, mode, isSticky, botName, afterHours, overCapacity, waitedTooLong } = form;
    const counted = Object.fromEntries([...numbers, ...limits].map((key) => [key, figures[key] === '' ? null : Number(figures[key])]));
    void save(() => request(`/queues/${queue.id}`, { method: 'PATCH', json: { name, lang, menuId, queueGroupId, calendarId, mode, isSticky, botName: botName === '' ? null : botName, afterHours, overCapacity, waitedTooLong, ...counted } }).then(onSaved), { said: texts.saved });
  };
  return (
    <form className="form queue-form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <fieldset className="plain-set" disabled={!canWrite}>
        <fieldset className="server">
          <legend>{texts.queuePlace}</legend>
          <div className="form-grid">
            <Field label={texts.name} isRequired value={form.name} onChange={put('name')} maxLength={100} />
            <Field label={texts.language} hint={texts.languageHint} isRequired value={form.lang} onChange={put('lang')} maxLength={20} />
            <MenuChoice queue={queue} value={form.menuId} onChange={put('menuId')} />
            <GroupChoice value={form.queueGroupId} onChange={put('queueGroupId')} />
          </div>
        </fieldset>
        <fieldset className="server">
          <legend>{texts.serviceLevel}</legend>
          <p className="hint">{texts.serviceLevelHint}</p>
          <div className="form-grid">{figure('targetSeconds', texts.targetSeconds, { min: 1, max: 86_400 })}{figure('targetPercent', texts.targetPercent, { min: 1, max: 100 })}{figure('abandonSeconds', texts.abandonSeconds, { min: 0, max: 3_600 })}</div>
        </fieldset>
        <fieldset className="server">
          <legend>{texts.offering}</legend>
          <Choice label={texts.offerMode} value={form.mode} onChange={(mode) => put('mode')(mode as Queue['mode'])} choices={(['deltacast', 'multicast', 'cascade'] as const).map((mode) => ({ value: mode, text: texts.offerModes[mode] }))} />
          <div className="form-grid">
            {figure('offerSeconds', texts.offerSeconds, { min: 1, max: 3_600 })}
            {form.mode === 'multicast' ? null : figure('cascadeSeconds', texts.cascadeSeconds, { min: 1, max: 86_400 })}
            {figure('wrapUpSeconds', texts.wrapUpSeconds, { min: 0, max: 86_400 })}
            {figure('beforeWorkSeconds', texts.beforeWorkSeconds, { min: 0, max: 3_600 })}
            {figure('directSeconds', texts.directSeconds, { min: 5, max: 600 })}
            {figure('transferWaitSeconds', texts.transferWaitSeconds, { min: 0, max: 3_600, hint: texts.transferWaitHint })}
            {figure('priority', texts.priority, { min: -100, max: 100, hint: texts.priorityHint })}
            {figure('agingSeconds', texts.agingSeconds, { min: 1, max: 86_400, hint: texts.agingHint })}
            <Field label={texts.botName} hint={texts.botNameHint} value={form.botName ?? ''} onChange={put('botName')} maxLength={100} />
          </div>
          <Check label={texts.isSticky} isOn={form.isSticky} onChange={put('isSticky')} />
        </fieldset>
        <fieldset className="server">
          <legend>{texts.hoursAndLimits}</legend>
          <CalendarChoice value={form.calendarId} onChange={put('calendarId')} />
          {form.calendarId === null ? null : action('afterHours')}
          <div className="form-grid">{figure('waitingMax', texts.waitingMax, { min: 0, max: 100_000, hint: texts.noLimit })}{figure('waitSecondsMax', texts.waitSecondsMax, { min: 1, max: 604_800, hint: texts.noLimit })}{queue.kind === 'call' ? figure('callbackSeconds', texts.callbackSeconds, { min: 5, max: 86_400 }) : null}{queue.kind === 'call' ? figure('closedAgainSeconds', texts.closedAgainSeconds, { min: 30, max: 86_400 }) : null}</div>
          {figures.waitingMax === '' ? null : action('overCapacity')}
          {figures.waitSecondsMax === '' ? null : action('waitedTooLong')}
        </fieldset>
      </fieldset>
      <Problem text={problem} />
      {canWrite ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
    </form>
  );
}

interface IdChoice { readonly value: number | null; readonly onChange: (id: number | null) => void }
const idOf = (text: string): number | null => (text === '' ? null : Number(text));

function MenuChoice({ queue, value, onChange }: IdChoice & { queue: Queue }) {
  const texts = useTexts();
  const { data: menus = [] } = useQuery(menusQuery);
  const leaves = menus.filter(({ isLeaf, deletedAt, kind }) => isLeaf && deletedAt === null && (queue.kind === 'call' || kind !== 'ivr'));
  return <Choice label={texts.queueMenu} value={String(value ?? '')} onChange={(id) => onChange(idOf(id))} choices={[{ value: '', text: texts.noMenu }, ...leaves.map(({ id, kind, path }) => ({ value: String(id), text: `${texts.menuKinds[kind]}: ${path ?? ''}` }))]} />;
}

function GroupChoice({ value, onChange }: IdChoice) {
  const texts = useTexts();
  const { data: groups = [] } = useQuery(queueGroupsQuery);
  return <Choice label={texts.queueGroup} value={String(value ?? '')} onChange={(id) => onChange(idOf(id))} choices={[{ value: '', text: texts.noGroup }, ...groups.map(({ id, name }) => ({ value: String(id), text: name }))]} />;
}

/** The account's hours, those of channels and queues: one of them, or always open. */
function CalendarChoice({ value, onChange }: IdChoice) {
  const texts = useTexts();
  const may = usePermission();
  const { data: calendars = [] } = useQuery({ ...calendarsQuery, enabled: may('calendars.read') });
  const { data: channels = [] } = useQuery({ ...channelsQuery, enabled: may('channels.read') });
  const { data: queues = [] } = useQuery(queuesQuery);
  const nameOf = ({ id: calendarId, isDefault, channelIds }: { id: number; isDefault: boolean; channelIds: readonly number[] }): string => {
    const names = [...channels.filter(({ id }) => channelIds.includes(id)), ...queues.filter((queue) => queue.calendarId === calendarId)].map(({ name }) => name);
    return isDefault ? texts.accountHours : names.length > 0 ? texts.hoursOf(names.join(', ')) : texts.otherHours;
  };
  const isHeld = value !== null && !calendars.some(({ id }) => id === value);
  return <Choice label={texts.queueCalendar} value={String(value ?? '')} onChange={(id) => onChange(idOf(id))} choices={[{ value: '', text: texts.alwaysOpen }, ...calendars.map((one) => ({ value: String(one.id), text: nameOf(one) })), ...(isHeld ? [{ value: String(value), text: texts.otherHours }] : [])]} />;
}
