import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { leadSourcesQuery } from '../../api/entities.ts';
import { contactQuery, unmergeContact, type Contact } from '../../api/contacts.ts';
import type { Conversation } from '../../api/desk.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Problem } from '../../settings/pieces.tsx';
import { useSave } from '../../settings/use-save.tsx';
import { ContactEdit } from './contact-edit.tsx';
import { ContactMerge } from './contact-merge.tsx';

/** Who it is: name, company, where the person is reached, what the team should know; and what can be done about it. */
export function ContactCard({ contact, counterpart }: { contact: Contact | null; counterpart: Conversation['counterpart'] }) {
  const texts = useTexts();
  const may = usePermission();
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null);
  const name = contact?.name || counterpart?.name || counterpart?.address || texts.nobodyKnown;
  return (
    <>
      <div className="contact">
        <Avatar name={name} />
        <div className="contact-names"><strong>{name}</strong>{contact?.companyName ? <span>{contact.companyName}</span> : null}</div>
        {contact && may('contacts.write') ? (
          <span className="contact-acts">
            <IconButton label={texts.editContact} onPress={() => setOpen('edit')}><Icon name="edit" size={14} /></IconButton>
            <IconButton label={texts.mergeContact} onPress={() => setOpen('merge')}><Icon name="merge" size={14} /></IconButton>
          </span>
        ) : null}
      </div>
      <ul className="points">
        {contact?.points.map((point) => <li key={point.id}>{point.kind === 'email' ? <a href={`mailto:${point.value}`}>{point.value}</a> : point.kind === 'phone' ? <a href={`tel:${point.value}`}>{point.value}</a> : point.value}</li>)}
        {contact === null && counterpart?.address ? <li><a href={`mailto:${counterpart.address}`}>{counterpart.address}</a></li> : null}
      </ul>
      {contact?.isLead ? <LeadTag sourceId={contact.leadSourceId} /> : null}
      {contact && contact.note !== '' ? <p className="contact-note">{contact.note}</p> : null}
      {contact ? <MergedContacts contactId={contact.id} /> : null}
      {contact && open === 'edit' ? <ContactEdit contactId={contact.id} onClose={() => setOpen(null)} /> : null}
      {contact && open === 'merge' ? <ContactMerge contact={contact} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** That it may become a customer, and where it came from. */
function LeadTag({ sourceId }: { sourceId: number | null }) {
  const texts = useTexts();
  const { data = [] } = useQuery({ ...leadSourcesQuery, enabled: sourceId !== null });
  const source = data.find(({ id }) => id === sourceId);
  return <p className="lead-tag"><span className="tag good"><span>{source ? texts.leadOf(source.name) : texts.lead}</span></span></p>;
}

/** Contacts that became part of this one, each with its way back. */
function MergedContacts({ contactId }: { contactId: number }) {
  const texts = useTexts();
  const may = usePermission();
  const { data } = useQuery(contactQuery(contactId));
  const { save, isBusy, problem } = useSave('contacts', 'conversation', 'conversations');
  if (!data || data.mergedFrom.length === 0) return null;
  return (
    <section className="context-section">
      <h3>{texts.mergedContacts}</h3>
      <Problem text={problem} />
      <ul className="briefs">
        {data.mergedFrom.map(({ id, name, canUnmerge }) => (
          <li key={id} className="merged"><span>{name}</span>{canUnmerge && may('contacts.write') ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.unmergeContact}: ${name}`} onPress={() => void save(() => unmergeContact(id), { said: texts.contactUnmerged })}>{texts.unmergeContact}</Button> : null}</li>
        ))}
      </ul>
    </section>
  );
}
