import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { matchScore } from '../../commands/match-text.ts';
import { useTexts } from '../../app/use-preferences.tsx';

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly mark?: ReactNode;
  readonly end?: ReactNode;
  /** Undefined: not a thing that is on or off. */
  readonly isOn?: boolean;
  readonly run: () => void;
  /** The server found it by what was typed: it stands behind those that match by their title. */
  readonly isAsked?: boolean;
}

interface Props {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly onClose: () => void;
  /** Stays open: several may be chosen. */
  readonly isMany?: boolean;
  /** What was typed, for choices that are asked for: they are then all shown. */
  readonly onTyped?: (typed: string) => void;
  /** Said where nothing is found. */
  readonly none?: string;
  /** Below the list. */
  readonly children?: ReactNode;
}

/** One list to pick from, by letters, arrows or pointer. Every action that needs an object uses it, so there is one thing to learn. */
export function Chooser({ title, choices, onClose, isMany = false, onTyped, none, children }: Props) {
  return (
    <ModalOverlay isOpen onOpenChange={(open) => { if (!open) onClose(); }} isDismissable className="veil">
      <Modal className="modal palette"><Dialog aria-label={title} className="palette-dialog">
        <ChooserBody title={title} choices={choices} onClose={onClose} isMany={isMany} onTyped={onTyped} none={none} />
        {children}
      </Dialog></Modal>
    </ModalOverlay>
  );
}

function ChooserBody({ title, choices, onClose, isMany, onTyped, none }: Required<Omit<Props, 'children' | 'onTyped' | 'none'>> & { onTyped: Props['onTyped'] | undefined; none: string | undefined }) {
  const texts = useTexts();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  // Not autoFocus: that comes before the dialog is known to one beneath it (a new message), which takes the focus back, and keys do nothing.
  useEffect(() => { input.current?.focus(); }, []);
  const found = useMemo(() => (typed === '' ? choices : choices
    .map((choice) => ({ choice, score: choice.isAsked === true ? 0.01 : matchScore(typed, choice.title) })).filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score).map(({ choice }) => choice)), [choices, typed]);
  const at = Math.min(active, found.length - 1);
  const pick = (index: number): void => {
    const choice = found[index];
    if (!choice) return;
    choice.run();
    if (!isMany) onClose();
  };
  return (
    <>
      <input
        ref={input} className="palette-input" value={typed} placeholder={title} aria-label={title} role="combobox" aria-expanded="true" aria-controls="chooser-list"
        aria-autocomplete="list" aria-activedescendant={found[at] ? `choice-${at}` : undefined}
        onChange={(event) => { setTyped(event.target.value); setActive(0); onTyped?.(event.target.value); }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
          else if (event.key === 'Enter') pick(at);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="chooser-list" role="listbox" aria-label={title} aria-multiselectable={isMany} className="palette-list">
        {found.map((choice, index) => (
          <li
            key={choice.id} id={`choice-${index}`} role="option" aria-selected={index === at} className="menu-item"
            ref={index === at ? scrollIntoView : undefined} onPointerMove={() => setActive(index)} onClick={() => pick(index)}
          >
            {choice.isOn === undefined ? null : <span className="choice-on">{choice.isOn ? '✓' : ''}<span className="hidden-text">{choice.isOn ? texts.isOn : texts.isOff}</span></span>}
            {choice.mark}<span>{choice.title}</span>
            {choice.end === undefined ? null : <span className="end">{choice.end}</span>}
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="palette-none" role="status">{none ?? texts.nothingFound}</p> : null}
    </>
  );
}

const scrollIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });
