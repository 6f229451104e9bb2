import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { mailDirectoriesQuery, personMailboxesQuery } from '../../api/mailboxes.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Field, Section } from '../pieces.tsx';
import { AddMany } from './add-many.tsx';
import { DirectoryList } from './directory-list.tsx';
import { InviteForm } from './invite-form.tsx';
import { InviteList } from './invite-list.tsx';
import { MailboxRow } from './mailbox-row.tsx';

/** Mailboxes of the people who answer: how each is read and how far, and the ways in which more are connected. */
export function MailboxesPart() {
  const texts = useTexts();
  const may = usePermission();
  const [search, setSearch] = useState('');
  const boxes = useInfiniteQuery({ ...personMailboxesQuery(useDeferredValue(search)), placeholderData: keepPreviousData });
  const directories = useQuery(mailDirectoriesQuery);
  if (boxes.isPending || directories.isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!boxes.data || !directories.data) return <Failure error={boxes.error ?? directories.error} onRetry={() => void Promise.all([boxes.refetch(), directories.refetch()])} />;
  const rows = boxes.data.pages.flatMap(({ items }) => items);
  const total = boxes.data.pages[0]?.total ?? 0;
  const mayChange = may('channels.write') && may('people.write');
  // Where each person consents, nobody can be added for him.
  const opening = directories.data.filter(({ settings }) => settings['consent'] !== 'person');
  return (
    <div className="settings-body">
      <p className="hint">{texts.mailboxesHint}</p>
      <Section title={texts.mailboxesCount(total)}>
        {total > 5 || search !== '' ? <div className="form"><Field label={texts.mailboxesSearch} value={search} onChange={setSearch} maxLength={200} /></div> : null}
        {rows.length === 0 ? <Empty title={search === '' ? texts.noMailboxes : texts.nothingFound} /> : <ul className="panel">{rows.map((box) => <li key={box.id}><MailboxRow box={box} mayChange={mayChange} /></li>)}</ul>}
        {boxes.hasNextPage ? <p><Button isDisabled={boxes.isFetchingNextPage} onPress={() => void boxes.fetchNextPage()}>{texts.more}</Button></p> : null}
      </Section>
      <InviteList mayChange={may('channels.write')} />
      {mayChange ? <Section title={texts.mailboxInvite}><InviteForm directories={directories.data} /></Section> : null}
      {mayChange && opening.length > 0 ? <Section title={texts.mailboxesMany}><AddMany directories={opening} /></Section> : null}
      {may('channels.write') ? <Section title={texts.mailDirectories}><DirectoryList directories={directories.data} /></Section> : null}
    </div>
  );
}
