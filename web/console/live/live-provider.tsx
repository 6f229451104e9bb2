import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { LivePerson } from '#dialects/native/schemas/live.ts';
import { apiBase } from '../api/request.ts';
import { useSession } from '../app/use-session.ts';
import { createChangeApplier } from './apply-changes.ts';
import { openLiveSocket, type LiveSocket, type LiveState } from './live-socket.ts';
import { createPresenceStore, type Present, type PresenceStore } from './presence-store.ts';

interface Live {
  readonly state: LiveState;
  readonly online: readonly LivePerson[];
  readonly presence: PresenceStore;
  readonly view: (conversationId: number | null) => void;
  readonly type: (conversationId: number | null) => void;
}

const Context = createContext<Live | null>(null);

/** One socket for the signed-in page. What comes over it makes the held answers old; nothing on the page asks on a timer. */
export function LiveProvider({ children, onSignedOut }: { children: ReactNode; onSignedOut: () => void }) {
  const client = useQueryClient();
  const { position, account } = useSession();
  const [state, setState] = useState<LiveState>('connecting');
  const [online, setOnline] = useState<readonly LivePerson[]>([]);
  const [presence] = useState(createPresenceStore);
  const socket = useRef<LiveSocket | null>(null);
  const after = useRef(position);
  const known = useRef('');
  const signedOut = useRef(onSignedOut);
  useEffect(() => { signedOut.current = onSignedOut; });

  useEffect(() => {
    const opened = openLiveSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${apiBase}/live`, after.current, {
      onState: setState,
      onChanges: createChangeApplier(client),
      onReload: () => void client.invalidateQueries(),
      onPresence: presence.set,
      onOnline: (people) => {
        setOnline(people);
        const who = people.map(({ userId }) => userId).toSorted((a, b) => a - b).join();
        // Whether somebody is available hangs on who is connected, which the log does not tell.
        if (who !== known.current) void client.invalidateQueries({ queryKey: ['agents'] });
        known.current = who;
      },
      onSignedOut: () => signedOut.current(),
    });
    socket.current = opened;
    return () => opened.close();
  }, [client, presence, account.id]);

  const live = useMemo((): Live => ({ state, online, presence, view: (id) => socket.current?.view(id), type: (id) => socket.current?.type(id) }), [state, online, presence]);
  return <Context value={live}>{children}</Context>;
}

export function useLive(): Live {
  const live = use(Context);
  if (!live) throw new Error('LiveProvider is missing');
  return live;
}

export function usePresence(conversationId: number): Present {
  const { presence } = useLive();
  return useSyncExternalStore(presence.subscribe, () => presence.of(conversationId));
}
