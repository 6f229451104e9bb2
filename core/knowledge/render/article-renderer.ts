import { Worker } from 'node:worker_threads';
import type { RenderedArticle } from './render-article.ts';

export interface ArticleRenderer {
  /** Markdown as safe HTML, rendered in a thread that is ended where it takes too long; `html` null: show the text. Rejects after `close` only. */
  render(markdown: string, filesBase: string): Promise<RenderedArticle>;
  close(): Promise<void>;
}

export interface RendererOptions {
  /** For one article. Default 1 s. */
  readonly timeoutMs?: number;
  /** More for the first of a new thread, which loads the parser. Default 10 s. */
  readonly startTimeoutMs?: number;
}

interface Job { readonly markdown: string; readonly filesBase: string; readonly settle: (rendered: RenderedArticle) => void }
const nothing: RenderedArticle = { html: null, headings: [] };

/** One thread, started at the first article; a hostile one costs a new thread and nothing else. */
export function createArticleRenderer({ timeoutMs = 1_000, startTimeoutMs = 10_000 }: RendererOptions = {}): ArticleRenderer {
  const waiting: Job[] = [];
  let worker: Worker | null = null;
  let current: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null;
  let isClosed = false;

  function next(): void {
    if (current !== null) return;
    const job = waiting.shift();
    if (!job) {
      worker?.unref();
      return;
    }
    const isNew = worker === null;
    worker ??= start();
    worker.ref();
    current = { job, timer: setTimeout(() => drop(worker), timeoutMs + (isNew ? startTimeoutMs : 0)) };
    worker.postMessage({ markdown: job.markdown, filesBase: job.filesBase });
  }

  function finish(rendered: RenderedArticle): void {
    if (current === null) return;
    const { job, timer } = current;
    current = null;
    clearTimeout(timer);
    job.settle(rendered);
    next();
  }

  /** It took too long, or it died. */
  function drop(which: Worker | null): void {
    if (which === null || which !== worker) return;
    worker = null;
    void which.terminate();
    finish(nothing);
  }

  function start(): Worker {
    const made = new Worker(new URL('./article-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    made.on('message', (rendered: RenderedArticle) => { if (made === worker) finish(rendered); });
    made.on('error', () => drop(made));
    made.on('exit', () => drop(made));
    return made;
  }

  return {
    render: (markdown, filesBase) => {
      if (isClosed) return Promise.reject(new Error('the renderer is closed'));
      return new Promise((resolve) => {
        waiting.push({ markdown, filesBase, settle: resolve });
        next();
      });
    },
    close: async () => {
      isClosed = true;
      const ended = worker;
      worker = null;
      for (const job of waiting.splice(0)) job.settle(nothing);
      finish(nothing);
      await ended?.terminate();
    },
  };
}
