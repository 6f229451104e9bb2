import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Check, Choice, Field, focusFirst, Problem, TextField } from '../../settings/pieces.tsx';
import { InsertArticle } from './insert-article.tsx';
import { askOf, emptyLine, type Ask, type AskKind, type AskLine } from './ask.ts';

interface Props { readonly kind: Exclude<AskKind, 'input-email'>; readonly onDone: (ask: Ask) => void; readonly onClose: () => void }

const itemsMax = 10;
const fieldKinds = ['text', 'email', 'text-area', 'select', 'number'] as const;

/** Makes what a message in a chat asks or shows: choices, a form, cards; an article is found, not typed. */
export function AskDialog({ kind, onDone, onClose }: Props) {
  if (kind === 'article') return <InsertArticle onClose={onClose} onChoose={({ title, url }) => onDone({ kind, items: [{ title, url }] })} />;
  return <ModalOverlay className="veil" isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} isDismissable><Modal className="modal"><Dialog className="dialog"><AskForm kind={kind} onDone={onDone} onClose={onClose} /></Dialog></Modal></ModalOverlay>;
}

function AskForm({ kind, onDone, onClose }: Props) {
  const texts = useTexts();
  const [lines, setLines] = useState<readonly AskLine[]>(kind === 'input-select' ? [emptyLine, emptyLine] : [emptyLine]);
  const [problem, setProblem] = useState<string | null>(null);
  const put = (at: number, change: Partial<AskLine>): void => setLines(lines.map((line, index) => (index === at ? { ...line, ...change } : line)));
  const submit = (): void => {
    const made = askOf(kind, lines);
    if (made === null) setProblem(texts.askNone);
    else onDone(made);
  };
  return (
    <form className="form" ref={focusFirst} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Heading slot="title">{texts.askKinds[kind]}</Heading>
      <p className="hint">{texts.askWords}</p>
      <Problem text={problem} />
      <div className="ask-items">
        {lines.map((line, at) => (
          <fieldset key={at} className="ask-item">
            <legend>{texts.askNth(texts.askItem[kind] ?? '', at + 1)}</legend>
            <Field label={texts.askTitle[kind] ?? ''} value={line.title} onChange={(title) => put(at, { title })} />
            {kind === 'form' ? <FormLine line={line} onPut={(change) => put(at, change)} /> : null}
            {kind === 'cards' ? (
              <>
                <Field label={texts.askDescription} value={line.description} onChange={(description) => put(at, { description })} />
                <Field label={texts.askPicture} value={line.url} onChange={(url) => put(at, { url })} maxLength={2_000} />
                <Field label={texts.askButton} value={line.button} onChange={(button) => put(at, { button })} />
                <Field label={texts.askButtonUrl} value={line.buttonUrl} onChange={(buttonUrl) => put(at, { buttonUrl })} maxLength={2_000} />
              </>
            ) : null}
          </fieldset>
        ))}
      </div>
      {lines.length < itemsMax ? <p><Button kind="quiet" onPress={() => setLines([...lines, emptyLine])}>{texts.askMore}</Button></p> : null}
      <div className="actions"><Button onPress={onClose}>{texts.cancel}</Button><Button kind="primary" type="submit">{texts.askAdd}</Button></div>
    </form>
  );
}

function FormLine({ line, onPut }: { line: AskLine; onPut: (change: Partial<AskLine>) => void }) {
  const texts = useTexts();
  return (
    <>
      <Choice label={texts.askFieldKind} value={line.field} onChange={(field) => onPut({ field: field as AskLine['field'] })} choices={fieldKinds.map((value) => ({ value, text: texts.askFieldKinds[value] }))} />
      {line.field === 'select' ? <TextField label={texts.askOptions} value={line.options} onChange={(options) => onPut({ options })} rows={3} /> : null}
      <Check label={texts.askRequired} isOn={line.isRequired} onChange={(isRequired) => onPut({ isRequired })} />
    </>
  );
}
