import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Attribute, AttributeChange, NewAttribute } from '#dialects/native/schemas/label-settings.ts';
import { attributesQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Choice, ConfirmButton, Field, focusFirst, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const entities = ['contact', 'conversation', 'company'] as const;
const types = ['text', 'number', 'boolean', 'date', 'list', 'link'] as const;

/** Fields of an account's own on contacts, conversations and companies. */
export function AttributesPart() {
  const texts = useTexts();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(attributesQuery);
  const [edited, setEdited] = useState<Attribute | 'new' | null>(null);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const canWrite = may('attributes.write');
  return (
    <div className="settings-body">
      {edited === null ? null : <AttributeForm key={edited === 'new' ? 0 : edited.id} attribute={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {data.length === 0 ? (
        <Section title={texts.settingsParts.attributes} action={canWrite && edited === null ? <Button kind="primary" onPress={() => setEdited('new')}>{texts.newAttribute}</Button> : null}><Empty title={texts.noAttributes}><p>{texts.noAttributesHint}</p></Empty></Section>
      ) : entities.filter((entity) => data.some((one) => one.entity === entity)).map((entity, at) => (
        <Section key={entity} title={texts.attributeEntities[entity]} action={at === 0 && canWrite && edited === null ? <Button kind="primary" onPress={() => setEdited('new')}>{texts.newAttribute}</Button> : null}>
          <ul className="panel">{data.filter((one) => one.entity === entity).map((one) => <li key={one.id}><AttributeRow attribute={one} {...(canWrite ? { onChange: () => setEdited(one) } : {})} /></li>)}</ul>
        </Section>
      ))}
    </div>
  );
}

function AttributeRow({ attribute, onChange }: { attribute: Attribute; onChange?: () => void }) {
  const texts = useTexts();
  const { save, isBusy, problem } = useSave('attributes');
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{attribute.name}</strong>
        <span><code>{attribute.key}</code> · {texts.attributeTypes[attribute.type]}{attribute.options.length > 0 ? `: ${attribute.options.join(', ')}` : ''}</span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      {onChange ? <span className="row-acts"><Button kind="quiet" aria-label={`${texts.change}: ${attribute.name}`} onPress={onChange}>{texts.change}</Button><ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={attribute.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/attributes/${attribute.id}`, { method: 'DELETE' }))} /></span> : null}
    </div>
  );
}

/** A key of the letters that one is allowed, out of the name. */
const keyOf = (name: string): string => name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60);

function AttributeForm({ attribute, onClose }: { attribute: Attribute | null; onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(attribute?.name ?? '');
  const [key, setKey] = useState<string | null>(attribute?.key ?? null);
  const [entity, setEntity] = useState<Attribute['entity']>(attribute?.entity ?? 'contact');
  const [type, setType] = useState<Attribute['type']>(attribute?.type ?? 'text');
  const [options, setOptions] = useState((attribute?.options ?? []).join('\n'));
  const { save, isBusy, problem } = useSave('attributes');
  const listed = type === 'list' ? { options: options.split('\n').map((one) => one.trim()).filter((one) => one !== '') } : {};
  const keep = (): Promise<void> => {
    if (attribute) return save(() => request(`/attributes/${attribute.id}`, { method: 'PATCH', json: { name, ...listed } satisfies AttributeChange }), { said: texts.saved, after: onClose });
    return save(() => request('/attributes', { method: 'POST', json: { entity, key: key ?? keyOf(name), name, type, ...listed } satisfies NewAttribute }), { said: texts.saved, after: onClose });
  };
  return (
    <Section title={attribute ? texts.changeAttribute(attribute.name) : texts.newAttribute}>
      <form ref={focusFirst} className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
          {attribute ? null : (
            <>
              <Field label={texts.attributeKey} hint={texts.attributeKeyHint} isRequired value={key ?? keyOf(name)} onChange={setKey} maxLength={60} />
              <Choice label={texts.attributeOf} value={entity} onChange={(value) => setEntity(value as Attribute['entity'])} choices={entities.map((value) => ({ value, text: texts.attributeEntities[value] }))} />
              <Choice label={texts.attributeType} value={type} onChange={(value) => setType(value as Attribute['type'])} choices={types.map((value) => ({ value, text: texts.attributeTypes[value] }))} />
            </>
          )}
        </div>
        {type === 'list' ? <TextField label={texts.attributeOptions} hint={texts.attributeOptionsHint} isRequired value={options} onChange={setOptions} rows={5} /> : null}
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onClose}>{texts.cancel}</Button></div>
      </form>
    </Section>
  );
}
