/** What happens to work that a queue cannot take. `wait`: it waits all the same. */
export type QueueAction =
  | { readonly action: 'wait' }
  | { readonly action: 'end' | 'message'; readonly text?: string }
  | { readonly action: 'voicemail' | 'callback' | 'schedule'; readonly text?: string }
  | { readonly action: 'queue'; readonly queueId: number };

export type OfferMode = 'deltacast' | 'multicast' | 'cascade';
export type QueueKind = 'call' | 'chat';

/** What routing and interactions need to know of a queue. Seconds unless named otherwise. */
export interface QueueRules {
  readonly id: number;
  readonly kind: QueueKind;
  readonly name: string;
  readonly menuPathId: number | null;
  readonly menuPath: string | null;
  readonly lang: string;
  readonly queueGroupId: number | null;
  /** Higher goes first among the queues of an agent, and is the priority that work enters with. */
  readonly priority: number;
  readonly agingSeconds: number | null;
  readonly targetSeconds: number;
  readonly targetPercent: number;
  readonly abandonSeconds: number;
  readonly calendarId: number | null;
  /** deltacast: the longest idle, one by one. multicast: all who are ready at once, the first takes it. cascade: all of level 1, then level 2 too ... */
  readonly mode: OfferMode;
  readonly offerSeconds: number;
  readonly cascadeSeconds: number;
  readonly wrapUpSeconds: number;
  readonly beforeWorkSeconds: number;
  /** How long one person who was asked by name (a transfer) is asked. */
  readonly directSeconds: number;
  /** A transfer to a colleague who is not free waits for him so long, then goes back to the queue; 0: it is refused. */
  readonly transferWaitSeconds: number;
  /** Who is to be called back as soon as possible is called after so long at the earliest: his line is to be free again. */
  readonly callbackSeconds: number;
  /** A call that is due while the queue is closed is looked at again after so long. */
  readonly closedAgainSeconds: number;
  readonly waitSecondsMax: number | null;
  readonly waitingMax: number | null;
  /** The agent whom the customer last had is asked first where ready. */
  readonly isSticky: boolean;
  readonly botName: string | null;
  readonly afterHours: QueueAction;
  readonly overCapacity: QueueAction;
  readonly waitedTooLong: QueueAction;
  readonly version: number;
}
