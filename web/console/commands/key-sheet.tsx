import { useSyncExternalStore } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../app/use-preferences.tsx';
import type { CommandGroup } from './command.ts';
import { readCommands, subscribeCommands } from './command-registry.ts';
import { Keys } from './palette.tsx';

const groups: readonly CommandGroup[] = ['list', 'conversation', 'go', 'page'];

/** What the composer does by itself; it is loaded later than this sheet. */
const writingKeys = [
  ['mod+Enter', 'send'], ['mod+shift+Enter', 'sendAndResolve'], ['Escape', 'leave'], ['/', 'canned'], ['@', 'mention'], ['mod+b', 'bold'], ['mod+i', 'italic'], ['mod+shift+x', 'strike'], ['mod+k', 'link'],
  ['mod+shift+8', 'bullets'], ['mod+shift+7', 'numbers'], ['mod+shift+9', 'quote'],
] as const;

/** `?`: every key that does something on this page. */
export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const texts = useTexts();
  const commands = useSyncExternalStore(subscribeCommands, readCommands);
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable className="veil">
      <Modal className="modal wide-modal">
        <Dialog className="dialog">
          <Heading slot="title">{texts.keySheet}</Heading>
          <div className="key-sheet" tabIndex={0} role="group" aria-label={texts.keySheet}>
            {groups.map((group) => {
              const held = commands.filter((command) => command.group === group && command.keys !== undefined);
              return held.length === 0 ? null : (
                <section key={group}>
                  <h3>{texts.commandGroups[group]}</h3>
                  <dl>{held.map((command) => <Row key={command.id} title={command.title} keys={command.keys ?? ''} />)}</dl>
                </section>
              );
            })}
            <section>
              <h3>{texts.writing}</h3>
              <dl>{writingKeys.map(([keys, name]) => <Row key={keys} title={texts.writingKeys[name]} keys={keys} />)}</dl>
            </section>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Row({ title, keys }: { title: string; keys: string }) {
  return <><dt>{title}</dt><dd><Keys keys={keys} /></dd></>;
}
