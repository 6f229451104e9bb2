/** A fixed window from its first request: `most` requests within `seconds`. */
export interface RateWindow {
  readonly seconds: number;
  readonly most: number;
}

export interface RateVerdict {
  readonly accepted: boolean;
  /** Of the window with the least room. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds: after that long all windows have room again, a second earlier they have not. 0 where accepted. */
  readonly retryAfterSeconds: number;
  /** Epoch milliseconds at which the window with the least room ends. */
  readonly resetAtMs: number;
}
