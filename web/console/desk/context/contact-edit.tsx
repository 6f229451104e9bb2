import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { addPoint, changeContact, companiesQuery, contactQuery, createCompany, eraseContact, removePoint, setMainPoint, type ContactDetail, type Point } from '../../api/contacts.ts';
import { leadSourcesQuery } from '../../api/entities.ts';
import { attributesQuery } from '../../api/people.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Check, Choice, ConfirmButton, Field, Problem, TextField } from '../../settings/pieces.tsx';
import { useSave } from '../../settings/use-save.tsx';
import { AttributeField, attributeValue } from './attribute-field.tsx';
import '../../settings/settings.css';

/** Name, addresses, company, note and attributes of a contact. */
export function ContactEdit({ contactId, onClose }: { contactId: number; onClose: () => void }) {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery(contactQuery(contactId));
  return (
    <ModalOverlay isOpen onOpenChange={(open) => { if (!open) onClose(); }} className="veil">
      <Modal className="modal"><Dialog className="dialog contact-dialog">
        <Heading slot="title">{texts.editContact}</Heading>
        {isPending ? <Skeletons rows={4} label={texts.loading} /> : data ? <><Points contact={data} /><EditForm contact={data} onClose={onClose} /><Erase contact={data} onClose={onClose} /></> : <Failure error={error} onRetry={() => void refetch()} />}
      </Dialog></Modal>
    </ModalOverlay>
  );
}

/** For whoever asks to be forgotten: nothing brings it back. */
function Erase({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const texts = useTexts();
  const may = usePermission();
  const { save, isBusy, problem } = useSave('contacts', 'conversation', 'conversations', 'timeline', 'views');
  if (!may('contacts.delete') || !may('conversations.delete')) return null;
  return (
    <div className="form">
      <p className="hint">{texts.eraseContactHint}</p>
      <Problem text={problem} />
      <ConfirmButton label={texts.eraseContact} confirm={texts.reallyEraseContact} name={contact.name} isDisabled={isBusy} onConfirm={() => void save(() => eraseContact(contact.id), { said: texts.contactErased, after: onClose })} />
    </div>
  );
}

const anew = 'new';

function EditForm({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const texts = useTexts();
  const { data: companies = [] } = useQuery(companiesQuery);
  const { data: sources = [] } = useQuery(leadSourcesQuery);
  const [isLead, setLead] = useState(contact.isLead);
  const [source, setSource] = useState(contact.leadSourceId === null ? '' : String(contact.leadSourceId));
  const { data: definitions = [] } = useQuery(attributesQuery);
  const [name, setName] = useState(contact.name);
  const [company, setCompany] = useState(contact.companyId === null ? '' : String(contact.companyId));
  const [companyName, setCompanyName] = useState('');
  const [note, setNote] = useState(contact.note);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(Object.entries(contact.attributes).map(([key, value]) => [key, String(value)])));
  const { save, isBusy, problem } = useSave('contacts', 'conversation', 'conversations', 'companies');
  const own = definitions.filter(({ entity }) => entity === 'contact');
  const changed = own.filter(({ key }) => (values[key] ?? '') !== String(contact.attributes[key] ?? ''));
  const keep = (): Promise<void> => save(async () => {
    const companyId = company === anew ? (await createCompany(companyName)).id : company === '' ? null : Number(company);
    await changeContact(contact.id, {
      name, note, companyId, isLead, leadSourceId: isLead && source !== '' ? Number(source) : null, ...(changed.length === 0 ? {} : { attributes: Object.fromEntries(changed.map((definition) => [definition.key, attributeValue(definition, values[definition.key] ?? '')])) }),
    });
  }, { said: texts.saved, after: onClose });
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={500} />
      <div className="form-grid">
        <Choice label={texts.company} value={company} onChange={setCompany} choices={[{ value: '', text: texts.noCompany }, ...companies.map((one) => ({ value: String(one.id), text: one.name })), ...(contact.companyId !== null && !companies.some(({ id }) => id === contact.companyId) ? [{ value: String(contact.companyId), text: contact.companyName ?? '' }] : []), { value: anew, text: texts.newCompany }]} />
        {company === anew ? <Field label={texts.companyName} isRequired value={companyName} onChange={setCompanyName} maxLength={200} /> : null}
      </div>
      <Check label={texts.isLead} isOn={isLead} onChange={setLead} />
      {isLead && sources.length > 0 ? <Choice label={texts.leadSource} value={source} onChange={setSource} choices={[{ value: '', text: texts.noLeadSource }, ...sources.map(({ id, name: text }) => ({ value: String(id), text }))]} /> : null}
      {own.length === 0 ? null : <div className="form-grid">{own.map((definition) => <AttributeField key={definition.key} definition={definition} value={values[definition.key] ?? ''} onChange={(value) => setValues({ ...values, [definition.key]: value })} />)}</div>}
      <TextField label={texts.contactNote} hint={texts.contactNoteHint} value={note} onChange={setNote} rows={3} maxLength={10_000} />
      <Problem text={problem} />
      <div className="actions"><Button onPress={onClose}>{texts.cancel}</Button><Button kind="primary" type="submit" isDisabled={isBusy}>{texts.save}</Button></div>
    </form>
  );
}

const kinds: readonly Point['kind'][] = ['email', 'phone', 'external', 'domain'];

/** Each act on an address counts at once: it may meet another contact's. */
function Points({ contact }: { contact: ContactDetail }) {
  const texts = useTexts();
  const [kind, setKind] = useState<Point['kind']>('email');
  const [value, setValue] = useState('');
  const { save, isBusy, problem } = useSave('contacts', 'conversation', 'conversations');
  return (
    <div className="form">
      {contact.points.length === 0 ? null : (
        <ul className="panel">
          {contact.points.map((point) => {
            const isOnly = contact.points.filter((one) => one.kind === point.kind).length === 1;
            return (
              <li key={point.id} className="panel-row">
                <div className="panel-main"><strong>{point.value}</strong><span>{texts.pointKinds[point.kind]}</span></div>
                {isOnly ? null : point.isMain ? <span className="tag good"><span>{texts.mainPoint}</span></span> : <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.makeMain}: ${point.value}`} onPress={() => void save(() => setMainPoint(contact.id, point.id))}>{texts.makeMain}</Button>}
                <IconButton label={`${texts.remove}: ${point.value}`} isDisabled={isBusy} onPress={() => void save(() => removePoint(contact.id, point.id))}><Icon name="close" size={13} /></IconButton>
              </li>
            );
          })}
        </ul>
      )}
      <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => addPoint(contact.id, { kind, value }), { after: () => setValue('') }); }}>
        <Problem text={problem} />
        <Choice label={texts.pointKind} value={kind} onChange={(one) => setKind(one as Point['kind'])} choices={kinds.map((one) => ({ value: one, text: texts.pointKinds[one] }))} />
        <Field label={texts.newPoint} isRequired value={value} onChange={setValue} maxLength={254} />
        <Button type="submit" isDisabled={isBusy}>{texts.add}</Button>
      </form>
    </div>
  );
}
