/**
 * The service worker of the desk, at /app/push-worker.js: shows what the server pushes (server/push/push-message.ts) and opens what it is about. Keeps nothing, answers no request, so that
 * the desk is never an old one. Built by itself into a classic script.
 */
interface Shown { readonly title: string; readonly body: string; readonly path: string; readonly tag: string; readonly lang: string }
interface Client { readonly url: string; readonly focused: boolean; readonly visibilityState: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown>; postMessage(message: unknown): void }
interface Lasting extends Event { waitUntil(work: Promise<unknown>): void }
interface Scope {
  readonly location: { readonly origin: string };
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  readonly clients: { matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Client[]>; openWindow(url: string): Promise<unknown>; claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'push', listener: (event: Lasting & { readonly data: { text(): string } | null }) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Lasting & { readonly notification: { readonly data: unknown; close(): void } }) => void): void;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
}

const worker = globalThis as unknown as Scope;
const icon = '/app/favicon.svg';

/** Null for what no server of ours wrote. */
function read(text: string | undefined): Shown | null {
  try {
    const { title, body, path, tag, lang } = JSON.parse(text ?? '') as Partial<Shown>;
    return typeof title === 'string' && typeof body === 'string' && typeof path === 'string' && typeof tag === 'string' && typeof lang === 'string' ? { title, body, path: ownPath(path), tag, lang } : null;
  } catch {
    return null;
  }
}

/** Nothing but a page of the desk is ever opened. */
function ownPath(path: unknown): string {
  const url = typeof path === 'string' ? URL.parse(path, worker.location.origin) : null;
  return url?.origin === worker.location.origin && url.pathname.startsWith('/app/') ? `${url.pathname}${url.search}` : '/app/';
}

const windows = (): Promise<readonly Client[]> => worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('push', (event) => event.waitUntil((async () => {
  const shown = read(event.data?.text());
  if (shown === null) return;
  // Whoever has the desk before him sees it there: the bell tells. A test is shown all the same.
  if (shown.tag !== 'test' && (await windows()).some(({ url, focused }) => focused && URL.parse(url)?.pathname.startsWith('/app'))) return;
  await worker.registration.showNotification(shown.title, { body: shown.body, tag: shown.tag, lang: shown.lang, icon, badge: icon, data: { path: shown.path } });
})()));

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const path = ownPath((event.notification.data as { path?: unknown } | null)?.path);
  event.waitUntil((async () => {
    const desk = (await windows()).find(({ url }) => URL.parse(url)?.pathname.startsWith('/app'));
    if (!desk) return worker.clients.openWindow(path);
    await desk.focus();
    desk.postMessage({ kind: 'go', path }); // the page goes there itself: what is being written is kept
    return undefined;
  })());
});

export {};
