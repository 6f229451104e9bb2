import type { Webhook } from '../../api/hooks.ts';
import { useTexts } from '../../app/use-preferences.tsx';

/** How the receiver stands, in words. */
export function HookStateTag({ hook }: { hook: Pick<Webhook, 'disabledAt' | 'disabledBecause' | 'failingSince'> }) {
  const texts = useTexts();
  const state = hook.disabledAt !== null ? (hook.disabledBecause === 'gone' ? 'gone' : 'off') : hook.failingSince !== null ? 'failing' : 'works';
  return <span className={`tag ${state === 'works' ? 'good' : state === 'off' ? '' : 'danger'}`}><span>{texts.hookStates[state]}</span></span>;
}
