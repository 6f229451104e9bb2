import { useEffect } from 'react';
import { useReportTexts } from '../use-report-texts.tsx';

/** What each figure counts. A tile leads to its own. */
export function DefinitionsPart() {
  const texts = useReportTexts();
  useEffect(() => {
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.focus();
  }, []);
  return (
    <>
      <p className="hint">{texts.definitionsHint}</p>
      <dl className="definitions">{texts.definitions.map(({ key, name, text }) => <div key={key} id={key} tabIndex={-1}><dt>{name}</dt><dd>{text}</dd></div>)}</dl>
    </>
  );
}
