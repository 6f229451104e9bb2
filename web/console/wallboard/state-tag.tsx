import { useTexts } from '../app/use-preferences.tsx';
import type { AgentBoardRow } from '../api/wallboard.ts';

const kinds: Readonly<Record<AgentBoardRow['state'], string>> = { ready: 'good', busy: 'accent', 'wrap-up': 'warn', away: '', offline: 'faint' };

/** A state in words; the colour only says it once more. */
export function StateTag({ state }: { state: AgentBoardRow['state'] }) {
  const texts = useTexts();
  return <span className={`tag ${kinds[state]}`}><span>{texts.agentStateNames[state]}</span></span>;
}
