/** How large a part of what is answered has what; 0 to 1. */
export interface Shares {
  readonly hold: number;
  readonly coldTransfer: number;
  readonly warmTransfer: number;
  readonly barge: number;
  readonly third: number;
  readonly recorded: number;
  readonly redacted: number;
  readonly payment: number;
  readonly csat: number;
  readonly rated: number;
  readonly verified: number;
  readonly disposed: number;
  /** Of those who wait: the provider switches while they are connected. */
  readonly switching: number;
}

export const calls: Shares = {
  hold: 0.15, coldTransfer: 0.05, warmTransfer: 0.04, barge: 0.01, third: 0.02, recorded: 0.9, redacted: 0.05, payment: 0.03, csat: 0.2, rated: 0.3, verified: 0.4, disposed: 0.8, switching: 0.01,
};
