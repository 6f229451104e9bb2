import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

const delayMs = 500;
/** Time to come over to the tooltip itself (WCAG 1.4.13). */
const leaveMs = 150;
const gap = 4;

interface Shown { readonly of: HTMLElement; readonly text: string; readonly keys: string | null }

/**
 * The one tooltip of the page, for every `[data-tip]`: after half a second of pointing, at once for who comes by the keyboard. Escape takes it away. A screen reader hears the
 * same words as the button's name.
 */
export function Tooltips() {
  const [shown, setShown] = useState<Shown | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (next: Shown | null, ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setShown(next), ms);
    };
    const hide = (): void => {
      clearTimeout(timer);
      setShown(null);
    };
    const over = (event: Event): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (target !== null && box.current?.contains(target)) return clearTimeout(timer);
      const found = tipOf(target);
      if (event.type === 'focusin') {
        if (found?.of.matches(':focus-visible')) later(found, 0);
        else hide();
      } else if (found) later(found, delayMs);
      else later(null, leaveMs);
    };
    const keys = (event: KeyboardEvent): void => { if (event.key === 'Escape' || event.key === 'Enter' || event.key === ' ') hide(); };
    const listeners = [['pointerover', over], ['focusin', over], ['focusout', hide], ['pointerdown', hide], ['keydown', keys as (event: Event) => void], ['scroll', hide]] as const;
    for (const [name, listener] of listeners) document.addEventListener(name, listener, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of listeners) document.removeEventListener(name, listener, { capture: true });
    };
  }, []);
  if (shown === null || !shown.of.isConnected) return null;
  return createPortal(
    <div ref={(element) => { box.current = element; if (element) place(element, shown.of); }} className="tooltip" role="tooltip">
      {shown.text}{shown.keys === null ? null : <span className="key">{shown.keys}</span>}
    </div>, document.body,
  );
}

function tipOf(target: Element | null): Shown | null {
  const of = target?.closest<HTMLElement>('[data-tip]');
  const text = of?.dataset['tip'];
  return of && text ? { of, text, keys: of.getAttribute('aria-keyshortcuts') } : null;
}

/** Below it, above where there is no room, never over the edge. */
function place(element: HTMLElement, of: HTMLElement): void {
  const at = of.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = at.bottom + gap;
  element.style.top = `${below + height > window.innerHeight ? at.top - gap - height : below}px`;
  element.style.left = `${Math.max(gap, Math.min(window.innerWidth - width - gap, at.left + (at.width - width) / 2))}px`;
}
