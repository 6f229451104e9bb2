import pg from 'pg';
import type { Connection } from '../connection.ts';

/** A node of a plan as EXPLAIN (FORMAT JSON) gives it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly PlanNode[];
}

export interface WatchedPlan { readonly query: string; readonly plan: PlanNode }

/** The plans of everything that `work` runs through pools opened meanwhile, statements inside functions included. */
export interface PlanWatch {
  plansOf(work: () => Promise<unknown>): Promise<WatchedPlan[]>;
  stop(): void;
}

/**
 * Lets every connection that `pg` opens in this process tell its plans (auto_explain, as notices). The sessions are the app role's under
 * row-level security all the same: the owner signs in, because only it may load the module, and the role is set by the startup packet.
 */
export function watchPlans(connection: Connection & { user: string }, settings: Readonly<Record<string, string>> = {}): PlanWatch {
  let plans: WatchedPlan[] = [];
  const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'connect')!;
  const options = {
    session_preload_libraries: 'auto_explain', 'auto_explain.log_min_duration': '0', 'auto_explain.log_nested_statements': 'on', 'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice', client_min_messages: 'notice', ...settings,
  };
  const text = Object.entries(options).map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const connect = function connect(this: pg.Client, ...rest: unknown[]): unknown {
    const parameters = (this as unknown as { connectionParameters: { options: string; user: string } }).connectionParameters;
    if (parameters.options.includes('role=patchbay_app')) {
      parameters.options += ` ${text}`;
      this.user = parameters.user = connection.user;
      this.on('notice', (notice) => {
        const json = notice.message?.match(/^duration: [\d.]+ ms {2}plan:\n(\{[^]*\})$/)?.[1];
        if (json === undefined) return;
        const { 'Query Text': query, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: PlanNode };
        plans.push({ query, plan });
      });
    }
    return (original.value as (...all: unknown[]) => unknown).apply(this, rest);
  };
  Object.defineProperty(pg.Client.prototype, 'connect', { ...original, value: connect });
  return {
    plansOf: async (work) => {
      plans = [];
      await work();
      return plans;
    },
    stop: () => { Object.defineProperty(pg.Client.prototype, 'connect', original); },
  };
}

