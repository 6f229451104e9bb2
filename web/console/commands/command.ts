/** Something a person can do now: by its key, in the palette, and on the sheet of keys. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** One key (`e`, `?`, `!`), a sequence (`g i`) or a chord (`mod+k`: Ctrl or Command). */
  readonly keys?: string;
  /** Runs although the person is writing in a field. Chords only. */
  readonly isGlobal?: boolean;
  /** Shown on the sheet, absent from the palette: moving about. */
  readonly isHidden?: boolean;
  run(): void;
}

export type CommandGroup = 'conversation' | 'list' | 'go' | 'page';
