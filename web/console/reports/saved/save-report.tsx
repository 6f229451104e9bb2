import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, Field, focusFirst, Problem } from '../../settings/pieces.tsx';
import { useSave } from '../../settings/use-save.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { settingsOf, type ReportType } from './saved-settings.ts';
import { useKnown } from './use-known.ts';

/** Keeps the page's filter under a name, as a report that can be opened again, mailed and scheduled. */
export function SaveReport({ type, title }: { type: ReportType; title: string }) {
  const { texts } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" aria-haspopup="dialog" onPress={() => setOpen(true)}>{texts.save}</Button>
      <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={setOpen} isDismissable><Modal className="modal"><Dialog className="dialog">{({ close }) => <SaveForm type={type} title={title} close={close} />}</Dialog></Modal></ModalOverlay>
    </>
  );
}

function SaveForm({ type: ofPage, title, close }: { type: ReportType; title: string; close: () => void }) {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const { search } = useReport();
  const known = useKnown();
  const [name, setName] = useState(title);
  const [type, setType] = useState(ofPage);
  const { save, isBusy, problem } = useSave('saved-reports');
  const settings = known && settingsOf(search, known);
  const submit = (): Promise<void> => save(() => request('/saved-reports', { method: 'POST', json: { name, type, settings } }), { said: texts.savedDone, after: close });
  return (
    <form className="form" ref={focusFirst} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Heading slot="title">{texts.saveReportTitle}</Heading>
      <p className="hint">{texts.saveReportHint}</p>
      <Problem text={problem ?? (known !== null && settings === null ? texts.saveUnknown : null)} />
      <Field label={common.name} isRequired value={name} onChange={setName} maxLength={200} />
      <Choice label={common.reportType} value={type} onChange={(value) => setType(value as ReportType)} choices={Object.entries(common.reportTypes).map(([value, text]) => ({ value, text }))} />
      <div className="actions"><Button onPress={close}>{common.cancel}</Button><Button kind="primary" type="submit" isDisabled={isBusy || !settings}>{common.save}</Button></div>
    </form>
  );
}
