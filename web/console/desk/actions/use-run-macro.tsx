import { useQueryClient } from '@tanstack/react-query';
import { runMacro, type Macro } from '../../api/automation.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { followConversations } from '../../live/patch-answers.ts';

const idsMax = 50;

/** Runs a macro on conversations and says what came of it; the lists follow. */
export function useRunMacro(): (macro: Macro, ids: readonly number[]) => void {
  const { texts } = usePreferences();
  const client = useQueryClient();
  return (macro, ids) => {
    if (ids.length === 0) return;
    if (ids.length > idsMax) return void showToast(texts.macroTooMany(idsMax), { isProblem: true });
    runMacro(macro.id, ids).then(async (runs) => {
      const refused = [...new Set(runs.flatMap(({ steps }) => steps.filter(({ outcome }) => outcome !== 'done').map(({ action }) => texts.ruleActionKinds[action as 'open'])))];
      showToast(refused.length === 0 ? texts.macroDone(macro.name) : texts.macroPartly(macro.name, refused.join(', ')), { isProblem: refused.length > 0 });
      for (const id of ids) for (const key of ['conversation', 'timeline']) void client.invalidateQueries({ queryKey: [key, id] });
      void client.invalidateQueries({ queryKey: ['views'] });
      await followConversations(client, ids);
    }).catch((error: unknown) => showToast(problemText(error, texts), { isProblem: true }));
  };
}
