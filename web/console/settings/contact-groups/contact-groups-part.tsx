import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { contactGroupsQuery, type ContactGroup } from '../../api/entities.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { linesOf } from '../lines-of.ts';
import { ConfirmButton, Field, focusFirst, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Addresses and whole domains under one name. */
export function ContactGroupsPart() {
  const texts = useTexts();
  const may = usePermission();
  const [search, setSearch] = useState('');
  const groups = useQuery({ ...contactGroupsQuery(useDeferredValue(search)), placeholderData: keepPreviousData });
  const [name, setName] = useState('');
  const [openId, setOpenId] = useState<number | null>(null);
  const { save, isBusy, problem } = useSave('contact-groups');
  if (groups.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!groups.data) return <Failure error={groups.error} onRetry={() => void groups.refetch()} />;
  const { items, total } = groups.data;
  const canWrite = may('contacts.write');
  return (
    <div className="settings-body">
      <p className="hint">{texts.contactGroupsHint}</p>
      {canWrite ? (
        <Section title={texts.newContactGroup}>
          <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request<ContactGroup>('/contact-groups', { method: 'POST', json: { name } }), { after: ({ id }) => { setName(''); setSearch(''); setOpenId(id); } }); }}>
            <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
            <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
            <Problem text={problem} />
          </form>
        </Section>
      ) : null}
      <Section title={texts.settingsParts['contact-groups']}>
        <div className="form"><Field label={texts.searchContactGroups} value={search} onChange={setSearch} maxLength={250} />
        {items.length === 0 ? <Empty title={texts.noContactGroups} /> : (
          <ul className="panel">
            {items.map((group) => (
              <li key={group.id}>{openId === group.id && canWrite
                ? <GroupForm group={group} onClose={() => setOpenId(null)} />
                : <GroupRow group={group} canDelete={may('contacts.delete')} {...(canWrite ? { onOpen: () => setOpenId(group.id) } : {})} />}
              </li>
            ))}
          </ul>
        )}
        {total > items.length ? <p className="hint">{texts.moreContactGroups(total)}</p> : null}
        </div>
      </Section>
    </div>
  );
}

function GroupRow({ group, canDelete, onOpen }: { group: ContactGroup; canDelete: boolean; onOpen?: () => void }) {
  const texts = useTexts();
  const { save, isBusy, problem } = useSave('contact-groups');
  const isPeoples = group.crm === null;
  const addresses = group.members.filter(({ kind }) => kind === 'address').length;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{group.name}</strong>
        <span>{[texts.groupCounts(addresses, group.members.length - addresses), isPeoples ? null : group.crm?.isGone ? texts.groupOfGoneList : texts.groupOfCrm].filter(Boolean).join(' · ')}</span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      <span className="row-acts">
        {onOpen && isPeoples ? <Button kind="quiet" aria-label={`${texts.change}: ${group.name}`} onPress={onOpen}>{texts.change}</Button> : null}
        {canDelete && (isPeoples || group.crm?.isGone) ? <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={group.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/contact-groups/${group.id}`, { method: 'DELETE' }))} /> : null}
      </span>
    </div>
  );
}

function GroupForm({ group, onClose }: { group: ContactGroup; onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(group.name);
  const [members, setMembers] = useState(group.members.map(({ value }) => value).join('\n'));
  const { save, isBusy, problem } = useSave('contact-groups');
  const keep = (): Promise<void> => save(() => request(`/contact-groups/${group.id}`, {
    method: 'PATCH', json: { name, members: linesOf(members).map((value) => ({ kind: value.indexOf('@') > 0 ? 'address' : 'domain', value })) },
  }), { said: texts.saved, after: onClose });
  return (
    <form ref={focusFirst} className="form row-form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <Problem text={problem} />
      <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
      <TextField label={texts.groupMembersLines} hint={texts.groupMembersLinesHint} value={members} onChange={setMembers} rows={8} maxLength={1_000_000} />
      <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onClose}>{texts.cancel}</Button></div>
    </form>
  );
}
