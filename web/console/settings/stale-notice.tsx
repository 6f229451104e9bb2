import { useTexts } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';

/** Somebody else has changed what this form is about, while something was typed into it. */
export function StaleNotice({ onTake }: { onTake: () => void }) {
  const texts = useTexts();
  return <div className="notice" role="alert"><p>{texts.changedElsewhere}</p><Button onPress={onTake}>{texts.loadAnew}</Button></div>;
}
