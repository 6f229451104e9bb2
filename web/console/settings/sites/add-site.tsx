import { useState } from 'react';
import { createSite } from '../../api/chats.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** A name is enough to begin: the page of the new site has the rest. */
export function AddSite({ onMade, onClose }: { onMade: (channelId: number) => void; onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('channels');
  return (
    <Section title={texts.addSite}>
      <form ref={focusFirst} className="form" onSubmit={(event) => { event.preventDefault(); void save(() => createSite(name), { after: ({ channelId }) => onMade(channelId) }); }}>
        <Problem text={problem} />
        <Field label={texts.siteName} isRequired value={name} onChange={setName} maxLength={200} />
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy || name.trim() === ''}>{texts.save}</Button><Button onPress={onClose}>{texts.cancel}</Button></div>
      </form>
    </Section>
  );
}
