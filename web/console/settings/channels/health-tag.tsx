import type { Channel } from '../../api/people.ts';
import { useTexts } from '../../app/use-preferences.tsx';

export function HealthTag({ state }: { state: Channel['health']['state'] }) {
  const texts = useTexts();
  return <span className={`tag ${state === 'ok' ? 'good' : state === 'failing' ? 'danger' : ''}`}><span>{texts.healthStates[state]}</span></span>;
}
