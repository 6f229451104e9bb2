import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { agentsQuery, cannedQuery } from '../../api/people.ts';
import { matchScore } from '../../commands/match-text.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Avatar } from '../../design/avatar.tsx';
import { openToken, type OpenToken } from './open-token.ts';
import type { Editor } from './rich/editor.ts';

interface Suggestion { readonly key: string; readonly title: string; readonly detail: string; readonly insert: string }

interface Options {
  readonly editor: Editor;
  readonly isNote: boolean;
  /** A canned response as it would stand here. */
  readonly fill: (text: string) => string;
}

const shownMax = 6;

/** The open token and the stretch of the document that it takes; null: the caret stands in none. */
function tokenAt(editor: Editor): (OpenToken & { readonly from: number; readonly to: number }) | null {
  const selection = editor.state()?.selection;
  if (!selection?.empty || selection.$from.parent.type.spec.code) return null;
  const { $from } = selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, null, '\ufffc');
  const token = openToken(before, before.length);
  return token && { ...token, from: $from.pos - token.word.length - 1, to: $from.pos };
}

/** `/code` or `:code` for canned responses, `@name` for colleagues in a note: offered over the field while the word is being typed. */
export function useSuggestions({ editor, isNote, fill }: Options) {
  const { data: canned = [] } = useQuery(cannedQuery);
  const { data: agents = [] } = useQuery(agentsQuery);
  useSyncExternalStore(editor.subscribe, editor.state);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const token = tokenAt(editor);
  const isOpen = token !== null && `${token.from}:${token.sign}` !== dismissed && (token.sign !== '@' || isNote);
  const all: Suggestion[] = !isOpen ? [] : token.sign === '@'
    ? agents.filter((agent) => agent.deactivatedAt === null && !agent.isDiscovered).map(({ id, name }) => ({ key: `a${id}`, title: name, detail: '', insert: `@${name} ` }))
    : canned.map(({ id, shortCode, content }) => ({ key: `c${id}`, title: `/${shortCode}`, detail: fill(content), insert: fill(content) }));
  const found = !isOpen ? [] : all.map((one) => ({ one, score: matchScore(token.word, one.title.replace(/^\//, '')) })).filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score).slice(0, shownMax).map(({ one }) => one);
  const at = Math.min(active, found.length - 1);

  const pick = (suggestion: Suggestion): void => {
    if (token === null) return;
    setActive(0);
    editor.replaceText(token.from, token.to, suggestion.insert);
  };

  return {
    found, at, pick, setActive,
    aria: (found.length > 0 ? { 'aria-autocomplete': 'list', 'aria-controls': 'suggestions', 'aria-activedescendant': `suggestion-${at}` } : {}) as Readonly<Record<string, string>>,
    /** True: the key was for the suggestions. */
    onKey: (event: KeyboardEvent): boolean => {
      if (found.length === 0 || event.ctrlKey || event.metaKey) return false;
      const chosen = found[at];
      if (event.key === 'ArrowDown') setActive((at + 1) % found.length);
      else if (event.key === 'ArrowUp') setActive((at + found.length - 1) % found.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen);
      else if (event.key === 'Escape' && token) setDismissed(`${token.from}:${token.sign}`);
      else return false;
      return true;
    },
  };
}

export function Suggestions({ held }: { held: ReturnType<typeof useSuggestions> }) {
  const texts = useTexts();
  const { found, at, pick, setActive } = held;
  if (found.length === 0) return null;
  return (
    <ul id="suggestions" role="listbox" className="suggestions" aria-label={texts.suggestions}>
      {found.map((one, index) => (
        <li key={one.key} id={`suggestion-${index}`} role="option" aria-selected={index === at} className="menu-item" onPointerMove={() => setActive(index)} onPointerDown={(event) => { event.preventDefault(); pick(one); }}>
          {one.key.startsWith('a') ? <Avatar name={one.title} isSmall /> : null}<span>{one.title}</span><span className="suggestion-detail">{one.detail}</span>
        </li>
      ))}
    </ul>
  );
}
