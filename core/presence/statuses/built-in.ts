/** A state that an agent can be in. Colours are names of a palette that has text beside it, never the only sign. */
export interface AgentStatus {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  /** How workforce management calls it. */
  readonly wfmId: number | null;
  readonly isBuiltIn: boolean;
  /** An agent in it is offered work. */
  readonly takesWork: boolean;
  /** Only the system sets it. */
  readonly isAutomatic: boolean;
}

/** The ids are those of the published API that names them; an account may rename, recolour and number them. */
export const statusIds = {
  available: 0, unavailable: -1, break: -2, specialTask: -3, meal: -4, missedCall: -5, wrapUp: -6, inCall: -7, inChat: -8, offline: -10,
} as const;

const builtIn = (id: number, name: string, color: string, wfmId: number, rest: { takesWork?: boolean; isAutomatic?: boolean } = {}): AgentStatus =>
  ({ id, name, color, wfmId, isBuiltIn: true, takesWork: rest.takesWork ?? false, isAutomatic: rest.isAutomatic ?? false });

export const builtInStatuses: readonly AgentStatus[] = [
  builtIn(statusIds.available, 'Available', 'green', 11, { takesWork: true }),
  builtIn(statusIds.unavailable, 'Unavailable', 'red', 12),
  builtIn(statusIds.break, 'Break', 'yellow', 29),
  builtIn(statusIds.specialTask, 'Special Task', 'pink', 30),
  builtIn(statusIds.meal, 'Meal', 'brown', 31),
  builtIn(statusIds.missedCall, 'Missed Call', 'blue_grey', 32, { isAutomatic: true }),
  builtIn(statusIds.wrapUp, 'Wrap-up', 'purple', 33, { isAutomatic: true }),
  builtIn(statusIds.inCall, 'In-call', 'light_blue', 34, { isAutomatic: true }),
  builtIn(statusIds.inChat, 'In-chat', 'indigo', 35, { takesWork: true, isAutomatic: true }),
  builtIn(statusIds.offline, 'Offline', 'grey', 36),
];
