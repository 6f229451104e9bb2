import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { foundContactsQuery, mergeContacts, mergePreviewQuery, type Contact } from '../../api/contacts.ts';
import { attributesQuery } from '../../api/people.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { problemText } from '../../design/problem-text.ts';
import { Field, Problem } from '../../settings/pieces.tsx';
import { useSave } from '../../settings/use-save.tsx';

/** Finds the contact that stays, says what will happen, and then does it. */
export function ContactMerge({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const texts = useTexts();
  const [search, setSearch] = useState('');
  const [into, setInto] = useState<Contact | null>(null);
  const { data: found = [] } = useQuery(foundContactsQuery(useDeferredValue(search)));
  const others = found.filter(({ id }) => id !== contact.id);
  return (
    <ModalOverlay isOpen onOpenChange={(open) => { if (!open) onClose(); }} isDismissable className="veil">
      <Modal className="modal"><Dialog className="dialog contact-dialog">
        <Heading slot="title">{texts.mergeContact}</Heading>
        {into ? <Preview from={contact} into={into} onBack={() => setInto(null)} onClose={onClose} /> : (
          <>
            <Field label={texts.mergeContactFind} hint={texts.mergeContactHint} value={search} onChange={setSearch} maxLength={200} />
            {others.length === 0 ? null : (
              <ul className="panel spaced">
                {others.map((one) => (
                  <li key={one.id} className="panel-row">
                    <div className="panel-main"><strong>{one.name}</strong><span>{[...one.points.map(({ value }) => value), one.companyName].filter(Boolean).join(' · ')}</span></div>
                    <Button aria-label={`${texts.mergeContact}: ${one.name}`} onPress={() => setInto(one)}>{texts.merge}</Button>
                  </li>
                ))}
              </ul>
            )}
            {search.trim().length > 1 && others.length === 0 ? <p className="hint spaced" role="status">{texts.nothingFound}</p> : null}
            <div className="actions spaced"><Button onPress={onClose}>{texts.cancel}</Button></div>
          </>
        )}
      </Dialog></Modal>
    </ModalOverlay>
  );
}

function Preview({ from, into, onBack, onClose }: { from: Contact; into: Contact; onBack: () => void; onClose: () => void }) {
  const texts = useTexts();
  const { data, error } = useQuery(mergePreviewQuery(from.id, into.id));
  const { data: definitions = [] } = useQuery(attributesQuery);
  const { save, isBusy, problem } = useSave('contacts', 'conversation', 'conversations');
  const label = (key: string): string => definitions.find((one) => one.entity === 'contact' && one.key === key)?.name ?? key;
  return (
    <>
      <p>{texts.mergeWillDo(from.name, into.name)}</p>
      {data ? (
        <ul className="merge-list">
          {data.from.points.length === 0 ? null : <li>{texts.mergePoints(data.from.points.map(({ value }) => value))}</li>}
          <li>{texts.mergeConversations(data.conversations)}</li>
          {data.into.companyId === null && data.companyId !== null ? <li>{texts.mergeCompany}</li> : null}
          {data.note !== data.into.note ? <li>{data.into.note === '' ? texts.mergeNoteTaken : texts.mergeNote}</li> : null}
          {data.attributes.filter(({ lost }) => lost !== null).map(({ key, kept, lost }) => <li key={key}>{texts.mergeLost(label(key), String(kept), String(lost))}</li>)}
        </ul>
      ) : <p className="hint" role="status">{error ? problemText(error, texts) : texts.loading}</p>}
      <p className="hint">{texts.mergeReversible}</p>
      <Problem text={problem} />
      <div className="actions spaced"><Button onPress={onBack}>{texts.cancel}</Button><Button kind="primary" isDisabled={isBusy || !data} onPress={() => void save(() => mergeContacts(from.id, into.id), { said: texts.contactMerged, after: onClose })}>{texts.mergeDo}</Button></div>
    </>
  );
}
