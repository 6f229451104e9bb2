import type { QueueFigures } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { levelOf, percentText } from './level.ts';

/** The service level with a word beside the colour. */
export function LevelTag({ queue }: { queue: QueueFigures }) {
  const { texts, locale } = usePreferences();
  const level = levelOf(queue);
  if (level === null) return <span className="tag"><span>{texts.noneJudged}</span></span>;
  return <span className={`tag ${level === 'met' ? 'good' : 'danger'}`}><span>{percentText(queue.serviceLevel.percent, locale)} {level === 'met' ? texts.targetMet : texts.targetMissed}</span></span>;
}
