import { useTexts } from '../../app/use-preferences.tsx';
import { FirstChoices } from './first-choices.tsx';

/** In the place of the desk while there is nothing to answer. */
export function FirstRun({ onLater }: { onLater: () => void }) {
  const texts = useTexts();
  return (
    <div className="first-run">
      <h1>{texts.setupWelcome}</h1>
      <p className="first-run-hint">{texts.setupWelcomeHint}</p>
      <FirstChoices onLater={onLater} />
    </div>
  );
}
