import type { PushDeviceInput, PushDevices } from '#dialects/native/schemas/notifications.ts';
import { request } from '../api/request.ts';
import { pushWorkerAddress } from './push-worker-address.ts';

export type PushAbility = 'able' | 'insecure' | 'unable' | 'blocked';

export function pushAbility(): PushAbility {
  if (!globalThis.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis)) return 'unable';
  return Notification.permission === 'denied' ? 'blocked' : 'able';
}

export const pushDevices = (signal?: AbortSignal): Promise<PushDevices> => request('/me/push-devices', { signal });

const scope = '/app/';

/** What this browser is subscribed with; null: nothing. */
async function held(): Promise<PushSubscription | null> {
  if (pushAbility() !== 'able') return null;
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return await registration?.pushManager.getSubscription() ?? null;
}

/** Asks the person, subscribes and tells the server. Returns why not, or null. */
export async function turnPushOn(publicKey: string, language: 'en' | 'de', showsText?: boolean): Promise<'blocked' | 'failed' | null> {
  if (await Notification.requestPermission() !== 'granted') return 'blocked';
  try {
    await navigator.serviceWorker.register(pushWorkerAddress(), { scope });
    const { pushManager } = await navigator.serviceWorker.ready;
    const before = await pushManager.getSubscription();
    if (before !== null && !isFor(before, publicKey)) await before.unsubscribe(); // of a server whose keys were others
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
    await tell(subscription, language, showsText);
    return null;
  } catch (error) {
    if (error instanceof DOMException) return 'failed'; // the browser's push service refused, or is not there
    throw error;
  }
}

/** This browser forgets its address; what the server has of it is removed by its id. */
export async function turnPushOff(): Promise<void> {
  await (await held())?.unsubscribe().catch(() => false);
}

/** Once for each opening of the desk: the browser belongs to the sign-in of now, and hears of it in the language of now. */
export async function renewPush(language: 'en' | 'de'): Promise<void> {
  if (pushAbility() !== 'able' || Notification.permission !== 'granted') return;
  const subscription = await held();
  if (subscription === null) return;
  await navigator.serviceWorker.register(pushWorkerAddress(), { scope }); // the worker of this version
  await tell(subscription, language);
}

async function tell(subscription: PushSubscription, language: 'en' | 'de', showsText?: boolean): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  const json: PushDeviceInput = { endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }, language, ...(showsText === undefined ? {} : { showsText }) };
  await request<{ id: number }>('/me/push-devices', { method: 'POST', json });
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const [now, then] = [bytesOf(publicKey), new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))];
  return now.length === then.length && now.every((byte, at) => byte === then[at]);
}
