/** What a guard looks at: repository paths (with `/`, no leading `./`) and their text. Guards never touch the disk themselves. */
export interface FileTree {
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The text of a file; empty when there is no such file. */
  read(path: string): string;
}

/** A tree held in memory: what the tests of the guards plant their violations in. */
export function treeOf(files: Readonly<Record<string, string>>): FileTree {
  const texts = new Map(Object.entries(files));
  return {
    paths: [...texts.keys()].toSorted(),
    has: (path) => texts.has(path),
    read: (path) => texts.get(path) ?? '',
  };
}
