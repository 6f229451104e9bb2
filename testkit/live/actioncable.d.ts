declare module '@rails/actioncable' {
  export interface Subscription { perform(action: string, data?: object): void }
  export interface Consumer {
    readonly subscriptions: { create(channel: object, mixin: object): Subscription };
    disconnect(): void;
  }
  export function createConsumer(url: string): Consumer;
  export const ConnectionMonitor: { staleThreshold: number };
}
