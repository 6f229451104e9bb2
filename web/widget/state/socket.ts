export interface SocketEars { readonly onChange: () => void; readonly onTyping: (isTyping: boolean) => void; readonly onState: (isLive: boolean) => void }

const retryMsMax = 30_000;
/** A page's policy that forbids the socket forbids it each time: after so many failures without ever being open, polling has to do. */
const failuresMax = 3;

/** Keeps a socket open that says when something changed. Lost, it comes back by itself: sooner at first, and with some chance, so that a server that was restarted is not met by everybody at once. */
export function openSocket(base: string, token: () => string, ears: SocketEars) {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [tries, failures, isStopped, wasEverOpen] = [0, 0, false, false];

  function connect(): void {
    clearTimeout(timer);
    if (isStopped || socket || (!wasEverOpen && failures >= failuresMax)) return;
    try {
      socket = new WebSocket(`${base.replace(/^http/, 'ws')}/widget/socket`);
    } catch {
      failures = failuresMax;
      return;
    }
    const own = socket;
    own.onopen = () => { own.send(JSON.stringify({ type: 'hello', token: token() })); };
    own.onmessage = ({ data }) => {
      const said = readMessage(data);
      if (said?.type === 'hello') {
        [tries, failures, wasEverOpen] = [0, 0, true];
        ears.onState(true);
        ears.onChange(); // what came before it was open
      } else if (said?.type === 'changed') ears.onChange();
      else if (said?.type === 'typing') ears.onTyping(said.isTyping === true);
    };
    own.onclose = ({ code }) => {
      if (socket !== own) return;
      socket = null;
      failures += 1;
      ears.onState(false);
      ears.onTyping(false);
      if (code === 4401) return; // the session is asked anew by whoever polls
      tries += 1;
      timer = setTimeout(connect, Math.min(retryMsMax, 500 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2));
    };
  }

  return {
    connect,
    typing: (conversationId: number | null): boolean => {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify({ type: 'typing', conversationId }));
      return true;
    },
    /** The network is back: not after a pause. */
    hurry: () => { tries = 0; connect(); },
    restart: () => {
      const own = socket;
      socket = null;
      own?.close();
      connect();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      const own = socket;
      socket = null;
      own?.close();
    },
  };
}

export type WidgetSocket = ReturnType<typeof openSocket>;

function readMessage(data: unknown): { readonly type?: unknown; readonly isTyping?: unknown } | null {
  try {
    return typeof data === 'string' ? JSON.parse(data) as { type?: unknown } : null;
  } catch {
    return null;
  }
}
