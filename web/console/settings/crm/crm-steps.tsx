import type { CrmReport } from '../../api/crm.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { keyedText } from '../../design/problem-text.ts';

/** What works and what does not, step by step. */
export function CrmSteps({ report }: { report: CrmReport | null }) {
  const texts = useTexts();
  return (
    <div aria-live="polite">
      {report === null ? null : (
        <ul className="steps spaced">
          {report.steps.map(({ step, ok, text, key, values }) => (
            <li key={step}><span className={ok ? 'ok' : 'not'} aria-hidden="true">{ok ? '✓' : '✗'}</span><span><strong>{texts.crmSteps[step]}</strong> {ok ? texts.crmStepOk : key === null ? text : keyedText({ key, values }, text, texts)}</span></li>
          ))}
        </ul>
      )}
    </div>
  );
}
