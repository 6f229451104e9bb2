import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { agentsQuery, cannedQuery } from '../../api/people.ts';
import { matchScore } from '../../commands/match-text.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Avatar } from '../../design/avatar.tsx';
import { openToken } from './open-token.ts';

interface Suggestion { readonly key: string; readonly title: string; readonly detail: string; readonly insert: string }

interface Options {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isNote: boolean;
  readonly onReplace: (text: string) => void;
}

const shownMax = 6;

/** `/code` for canned responses, `@name` for colleagues in a note: offered under the field while the word is being typed. */
export function useSuggestions({ text, field, isNote, onReplace }: Options) {
  const { data: canned = [] } = useQuery(cannedQuery);
  const { data: agents = [] } = useQuery(agentsQuery);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const token = openToken(text, caret);
  const isOpen = token !== null && `${token.start}:${token.sign}` !== dismissed && (token.sign === '/' || isNote);
  const all: Suggestion[] = !isOpen ? [] : token.sign === '/'
    ? canned.map(({ id, shortCode, content }) => ({ key: `c${id}`, title: `/${shortCode}`, detail: content, insert: content }))
    : agents.filter((agent) => agent.deactivatedAt === null && !agent.isDiscovered).map(({ id, name }) => ({ key: `a${id}`, title: name, detail: '', insert: `@${name} ` }));
  const found = !isOpen ? [] : all.map((one) => ({ one, score: matchScore(token.word, one.title.replace(/^\//, '')) })).filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score).slice(0, shownMax).map(({ one }) => one);
  const at = Math.min(active, found.length - 1);

  const pick = (suggestion: Suggestion): void => {
    if (token === null) return;
    onReplace(`${text.slice(0, token.start)}${suggestion.insert}${text.slice(caret)}`);
    const next = token.start + suggestion.insert.length;
    setActive(0);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next, next);
      setCaret(next);
    });
  };

  return {
    found, at, pick, setActive,
    fieldProps: {
      onSelect: (event: { currentTarget: HTMLTextAreaElement }) => setCaret(event.currentTarget.selectionStart),
      ...(found.length > 0 ? { 'aria-autocomplete': 'list' as const, 'aria-controls': 'suggestions', 'aria-activedescendant': `suggestion-${at}` } : {}),
    },
    /** True: the key was for the suggestions. */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (found.length === 0 || event.ctrlKey || event.metaKey) return false;
      const chosen = found[at];
      if (event.key === 'ArrowDown') setActive((at + 1) % found.length);
      else if (event.key === 'ArrowUp') setActive((at + found.length - 1) % found.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen);
      else if (event.key === 'Escape' && token) setDismissed(`${token.start}:${token.sign}`);
      else return false;
      event.preventDefault();
      return true;
    },
    /** Ids of the colleagues whose names stand after an @ in the text. */
    mentioned: (written: string): number[] => agents.filter(({ name }) => written.includes(`@${name}`)).map(({ id }) => id),
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
