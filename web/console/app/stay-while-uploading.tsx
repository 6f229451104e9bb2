import { useBlocker } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { countUploads, forgetUploads, onUploads } from '../api/running-uploads.ts';
import { Button } from '../design/button.tsx';
import { useTexts } from './use-preferences.tsx';

/** Asks whoever leaves a page from which a file is still on its way: the file would be lost without a word. What only changes the address's query is no leaving. */
export function StayWhileUploading() {
  const texts = useTexts();
  const count = useSyncExternalStore(onUploads, countUploads);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => countUploads() > 0 && current.pathname !== next.pathname, enableBeforeUnload: () => countUploads() > 0, disabled: count === 0, withResolver: true,
  });
  if (status !== 'blocked') return null;
  const leave = (): void => {
    forgetUploads();
    proceed();
  };
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(isOpen) => { if (!isOpen) reset(); }}>
      <Modal className="modal"><Dialog className="dialog" role="alertdialog">
        <Heading slot="title">{texts.leaveUploading.title}</Heading>
        <p>{count > 0 ? texts.leaveUploading.text : texts.leaveUploading.done}</p>
        <div className="actions">
          <Button onPress={leave}>{texts.leaveUploading.leave}</Button>
          <Button kind="primary" autoFocus onPress={reset}>{texts.leaveUploading.stay}</Button>
        </div>
      </Dialog></Modal>
    </ModalOverlay>
  );
}
