import { announce } from './announcer.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly isProblem: boolean;
}

export interface ToastOptions {
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Default 6 s; a person who reads slowly finds the same undo under `z`. */
  readonly lastsMs?: number;
  readonly isProblem?: boolean;
  /** When it goes by itself: not where its action ran. */
  readonly onGone?: () => void;
}

const shownMax = 4;
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

export const readToasts = (): readonly Toast[] => toasts;
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Tells a person what happened, with what can be done about it. Gives its id. */
export function showToast(text: string, { action, lastsMs = 6_000, isProblem = false, onGone }: ToastOptions = {}): number {
  const id = nextId++;
  const run = action && { label: action.label, run: () => { dismissToast(id); action.run(); } };
  set([...toasts.slice(1 - shownMax), { id, text, action: run, isProblem }]);
  announce(text);
  timers.set(id, setTimeout(() => {
    dismissToast(id);
    onGone?.();
  }, lastsMs));
  return id;
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  set(toasts.filter((toast) => toast.id !== id));
}

/** The newest thing that can be undone: for the key `z`. */
export function runNewestAction(): boolean {
  const newest = toasts.findLast((toast) => toast.action !== undefined);
  newest?.action?.run();
  return newest !== undefined;
}

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
