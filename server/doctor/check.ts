export type CheckStatus = 'ok' | 'warning' | 'problem';

/** One line of the doctor's. `advice`: what to do about it. */
export interface Check {
  readonly name: string;
  readonly status: CheckStatus;
  readonly text: string;
  readonly advice?: string | undefined;
}

export const ok = (name: string, text: string): Check => ({ name, status: 'ok', text });
export const warning = (name: string, text: string, advice?: string): Check => ({ name, status: 'warning', text, advice });
export const problem = (name: string, text: string, advice?: string): Check => ({ name, status: 'problem', text, advice });
