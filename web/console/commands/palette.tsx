import { useMemo, useState, useSyncExternalStore } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../app/use-preferences.tsx';
import { readCommands, subscribeCommands } from './command-registry.ts';
import { matchScore } from './match-text.ts';
import './palette.css';

const shownMax = 50;

/** Ctrl or Command and K: everything that can be done now, by a few letters of its name. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const texts = useTexts();
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable className="veil">
      <Modal className="modal palette"><Dialog aria-label={texts.palette} className="palette-dialog"><PaletteBody onClose={onClose} /></Dialog></Modal>
    </ModalOverlay>
  );
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const commands = useSyncExternalStore(subscribeCommands, readCommands);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const found = useMemo(() => commands
    .filter((command) => command.isHidden !== true)
    .map((command) => ({ command, score: matchScore(typed, command.title) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score).slice(0, shownMax).map(({ command }) => command), [commands, typed]);
  const at = Math.min(active, found.length - 1);
  const run = (index: number): void => {
    const command = found[index];
    if (!command) return;
    onClose();
    // The dialog gives the focus back first: a command may move it.
    setTimeout(() => command.run(), 0);
  };
  return (
    <>
      <input
        className="palette-input" autoFocus value={typed} placeholder={texts.palettePrompt} aria-label={texts.palettePrompt}
        role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant={found[at] ? `palette-${at}` : undefined}
        onChange={(event) => { setTyped(event.target.value); setActive(0); }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
          else if (event.key === 'Enter') run(at);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="palette-list" role="listbox" aria-label={texts.palette} className="palette-list">
        {found.map((command, index) => (
          <li
            key={command.id} id={`palette-${index}`} role="option" aria-selected={index === at} className="menu-item"
            ref={index === at ? scrollIntoView : undefined} onPointerMove={() => setActive(index)} onClick={() => run(index)}
          >
            <span>{command.title}</span>
            {command.keys === undefined ? null : <span className="end"><Keys keys={command.keys} /></span>}
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="palette-none" role="status">{texts.nothingFound}</p> : null}
    </>
  );
}

const scrollIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

/** `g i` and `mod+k` as keys are drawn. */
export function Keys({ keys }: { keys: string }) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const names = keys.split(' ').map((one) => one.split('+').map((part) => (part === 'mod' ? (isApple ? '⌘' : 'Ctrl') : part === 'shift' ? '⇧' : part === 'Enter' ? '↵' : part)).join(' '));
  return <>{names.map((name, at) => <kbd key={at} className="key">{name}</kbd>)}</>;
}
