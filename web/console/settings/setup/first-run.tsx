import { useTexts } from '../../app/use-preferences.tsx';
import { IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { FirstChoices } from './first-choices.tsx';

/** In the place of the desk while there is nothing to answer. */
export function FirstRun({ onLater, onMenu }: { onLater: () => void; onMenu: () => void }) {
  const texts = useTexts();
  return (
    <div className="first-run">
      <span className="narrow-only"><IconButton label={texts.views} onPress={onMenu}><Icon name="menu" /></IconButton></span>
      <h1>{texts.setupWelcome}</h1>
      <p className="first-run-hint">{texts.setupWelcomeHint}</p>
      <FirstChoices onLater={onLater} />
    </div>
  );
}
