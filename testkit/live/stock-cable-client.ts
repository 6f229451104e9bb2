interface Heard { readonly event: string; readonly data: Record<string, any> } // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

/** The client of the published package (@rails/actioncable), as a page would use it. */
export interface StockClient {
  readonly heard: readonly Heard[];
  readonly states: readonly string[];
  /** Until something that was or will be heard fits. */
  until(fits: (heard: Heard) => boolean): Promise<Heard>;
  untilState(state: string, times?: number): Promise<void>;
  perform(action: string): void;
  close(): void;
}

/** A runtime without a page: what the package asks of one. `staleSeconds`: after so long without a word it connects anew (6 in pages). */
export async function openStockClient(url: string, room: Readonly<Record<string, unknown>>, { staleSeconds = 6 }: { staleSeconds?: number } = {}): Promise<StockClient> {
  const page = globalThis as unknown as Record<string, unknown>;
  page['addEventListener'] ??= () => {};
  page['removeEventListener'] ??= () => {};
  page['document'] ??= { visibilityState: 'visible', head: { querySelector: () => null } };
  const { createConsumer, ConnectionMonitor } = await import('@rails/actioncable');
  ConnectionMonitor.staleThreshold = staleSeconds;
  const heard: Heard[] = [];
  const states: string[] = [];
  const looks = new Set<() => void>();
  const look = (): void => { for (const each of looks) each(); };
  const note = (state: string) => (): void => { states.push(state); look(); };
  const consumer = createConsumer(url);
  const subscription = consumer.subscriptions.create({ channel: 'RoomChannel', ...room }, {
    connected: note('connected'), disconnected: note('disconnected'), rejected: note('rejected'),
    received: (message: Heard) => { heard.push(message); look(); },
  });
  const until = <T>(find: () => T | undefined): Promise<T> => new Promise((resolve) => {
    const each = (): void => {
      const found = find();
      if (found === undefined) return;
      looks.delete(each);
      resolve(found);
    };
    looks.add(each);
    each();
  });
  return {
    heard, states,
    until: (fits) => until(() => heard.find(fits)),
    untilState: async (state, times = 1) => { await until(() => (states.filter((each) => each === state).length >= times ? true : undefined)); },
    perform: (action) => { subscription.perform(action); },
    close: () => { consumer.disconnect(); },
  };
}
