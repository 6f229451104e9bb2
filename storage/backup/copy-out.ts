import type pg from 'pg';

interface Wire {
  query(text: string): void;
  readonly stream: { pause(): unknown; resume(): unknown };
}

/**
 * COPY ... TO STDOUT over the connection of `pg`, which knows the protocol's messages but has no method for them. Each message is
 * one row with its newline (PostgreSQL's documentation, 54.2.6). While `onRow` promises, the socket is paused.
 */
class CopyOut {
  readonly #text: string;
  readonly #onRow: (row: Buffer) => Promise<void> | undefined;
  readonly done: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #failure: { error: unknown } | null = null;

  constructor(text: string, onRow: (row: Buffer) => Promise<void> | undefined) {
    this.#text = text;
    this.#onRow = onRow;
    this.done = new Promise((resolve, reject) => { this.#resolve = resolve; this.#reject = reject; });
  }

  submit(connection: Wire): void {
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: Wire): void {
    if (this.#failure) return;
    const waiting = this.#onRow(Buffer.from(chunk)); // the parser uses its buffer again
    if (!waiting) return;
    connection.stream.pause();
    waiting.catch((error: unknown) => { this.#failure = { error }; }).finally(() => connection.stream.resume());
  }

  handleError(error: unknown): void {
    this.#failure ??= { error };
    this.#reject(this.#failure.error);
  }

  handleReadyForQuery(): void {
    if (this.#failure) this.#reject(this.#failure.error);
    else this.#resolve();
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
}

/** Streams the rows of `COPY (...) TO STDOUT`. */
export async function copyOut(client: pg.Client, statement: string, onRow: (row: Buffer) => Promise<void> | undefined): Promise<void> {
  const copy = new CopyOut(statement, onRow);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}
