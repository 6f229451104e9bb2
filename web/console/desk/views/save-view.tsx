import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { createView } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { problemText } from '../../design/problem-text.ts';
import { useDeskPlace } from '../desk-context.tsx';

/** Keeps what the list shows now under a name. */
export function SaveView() {
  const { texts } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" aria-haspopup="dialog" onPress={() => setOpen(true)}>{texts.saveView}</Button>
      <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={setOpen} isDismissable><Modal className="modal"><Dialog className="dialog">{({ close }) => <SaveForm close={close} />}</Dialog></Modal></ModalOverlay>
    </>
  );
}

function SaveForm({ close }: { close: () => void }) {
  const { texts } = usePreferences();
  const { filter, sort, goToView } = useDeskPlace();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      const view = await createView({ name, filter, sort, isShared });
      await client.invalidateQueries({ queryKey: ['views'] });
      close();
      goToView(view.key);
    } catch (error) {
      setProblem(problemText(error, texts));
    }
  };
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Heading slot="title">{texts.saveViewTitle}</Heading>
      <div className="field">
        <label htmlFor="view-name">{texts.name}</label>
        <input id="view-name" className="input" required maxLength={100} autoFocus value={name} onChange={(event) => setName(event.target.value)} aria-invalid={problem !== null} aria-describedby="view-problem" />
        <span id="view-problem" className="wrong" role="alert">{problem}</span>
      </div>
      <label className="check"><input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} />{texts.shareView}</label>
      <div className="actions"><Button onPress={close}>{texts.cancel}</Button><Button kind="primary" type="submit">{texts.save}</Button></div>
    </form>
  );
}
