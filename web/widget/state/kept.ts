/** A message that the server has not confirmed. `files` lives in memory only: a reload loses files, and says so by leaving them out. */
export interface Pending { readonly key: string; readonly text: string; readonly files: readonly File[]; readonly at: string; readonly state: 'sending' | 'waiting' | 'failed'; readonly greeting: string | null; readonly claims: Readonly<Record<string, string>> }

/** What stays over reloads and is shared by the tabs of one site: who the visitor is, and what he wrote that is not sent yet. Where the browser keeps nothing (private mode), it lives as long as the page. */
export function openKept(websiteToken: string) {
  const memory = new Map<string, string>();
  const nameOf = (what: string): string => `patchbay:${websiteToken.slice(0, 16)}:${what}`;
  const read = (what: string): string | null => {
    try {
      return localStorage.getItem(nameOf(what)) ?? memory.get(what) ?? null;
    } catch {
      return memory.get(what) ?? null;
    }
  };
  const write = (what: string, value: string | null): void => {
    if (value === null) memory.delete(what);
    else memory.set(what, value);
    try {
      if (value === null) localStorage.removeItem(nameOf(what));
      else localStorage.setItem(nameOf(what), value);
    } catch { /* nothing is kept here */ }
  };
  const readOutbox = (): Pending[] => {
    try {
      const kept: unknown = JSON.parse(read('outbox') ?? '[]');
      return Array.isArray(kept) ? kept.filter(isPending).map((one) => ({ ...one, files: [], state: 'waiting' })) : [];
    } catch {
      return [];
    }
  };
  return {
    token: () => read('visitor'),
    keepToken: (token: string | null) => write('visitor', token),
    outbox: readOutbox,
    /** Adds or takes away one: another tab's stay. */
    keepPending: (one: Pending) => {
      if (one.text !== '') write('outbox', JSON.stringify([...readOutbox().filter(({ key }) => key !== one.key), { key: one.key, text: one.text, at: one.at, greeting: one.greeting, claims: one.claims }].slice(-50)));
    },
    dropPending: (key: string) => {
      const left = readOutbox().filter((one) => one.key !== key);
      write('outbox', left.length === 0 ? null : JSON.stringify(left.map(({ key: name, text, at, greeting, claims }) => ({ key: name, text, at, greeting, claims }))));
    },
    draft: () => read('draft') ?? '',
    keepDraft: (text: string) => write('draft', text === '' ? null : text.slice(0, 20_000)),
    wasGreeted: () => read('greeted') === '1',
    keepGreeted: () => write('greeted', '1'),
    clear: () => { for (const what of ['visitor', 'outbox', 'draft', 'greeted']) write(what, null); },
  };
}

export type Kept = ReturnType<typeof openKept>;

function isPending(one: unknown): one is Pending {
  if (typeof one !== 'object' || one === null) return false;
  const { key, text, at } = one as Record<string, unknown>;
  return typeof key === 'string' && typeof text === 'string' && typeof at === 'string';
}
