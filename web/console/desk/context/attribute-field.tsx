import type { Attribute } from '#dialects/native/schemas/label-settings.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Choice, Field } from '../../settings/pieces.tsx';

/** One attribute as its kind is written; '' takes it away. */
export function AttributeField({ definition, value, onChange }: { definition: Attribute; value: string; onChange: (value: string) => void }) {
  const texts = useTexts();
  const { name, type, options } = definition;
  if (type === 'boolean') return <Choice label={name} value={value} onChange={onChange} choices={[{ value: '', text: '' }, { value: 'true', text: texts.yes }, { value: 'false', text: texts.no }]} />;
  if (type === 'list') return <Choice label={name} value={value} onChange={onChange} choices={['', ...options].map((one) => ({ value: one, text: one }))} />;
  return <Field label={name} value={value} onChange={onChange} type={type === 'number' ? 'number' : type === 'date' ? 'date' : 'text'} maxLength={1_000} />;
}

/** What the server takes for it. */
export function attributeValue({ type }: Pick<Attribute, 'type'>, text: string): string | number | boolean | null {
  if (text.trim() === '') return null;
  if (type === 'number') return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}
