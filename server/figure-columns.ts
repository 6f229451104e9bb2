import type { FastifyBaseLogger } from 'fastify';
import { openFigureColumns, useFigureColumns, type PoolNews } from '#core/analytics/index.ts';
import type { Connection } from '#storage/index.ts';

const megabyte = 1_048_576;

/** Lets figures of large accounts be counted in memory, in a thread that starts when somebody asks for them. The function returned ends it. */
export function startFigureColumns(connection: Connection, { memoryMb, ...options }: { readonly memoryMb: number; readonly factsMin?: number }, logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>): () => Promise<void> {
  if (memoryMb === 0) return async () => {};
  const columns = openFigureColumns(connection, {
    ...options, bytesMax: memoryMb * megabyte, onNews: (news) => say(logger, news),
    onEnd: (error) => logger.error({ err: error }, 'the thread that counts figures has ended; the database counts until the next question starts it again'),
  });
  const endUse = useFigureColumns(connection, columns);
  return async () => {
    endUse();
    await columns.close();
  };
}

function say(logger: Pick<FastifyBaseLogger, 'info' | 'warn'>, news: PoolNews): void {
  const { accountId } = news;
  const about = 'bytes' in news ? { accountId, rows: news.rows, megabytes: Math.round(news.bytes / megabyte), ...('ms' in news && { ms: Math.round(news.ms) }) } : { accountId };
  switch (news.kind) {
    case 'loaded': return logger.info(about, 'the facts of an account are in memory: its figures are counted there');
    case 'too-large': return logger.warn(about, 'the facts of an account do not fit into PATCHBAY_FIGURES_MEMORY_MB: the database counts its figures');
    case 'no-room': return logger.info(about, 'PATCHBAY_FIGURES_MEMORY_MB is taken by other accounts that are asked for: the database counts the figures of this one');
    case 'unfit': return logger.warn({ ...about, reason: news.reason }, 'the facts of an account cannot be kept in memory: the database counts its figures');
    case 'left': return logger.info({ ...about, because: news.because }, 'the facts of an account have left the memory');
    case 'failed': return logger.warn({ ...about, reason: news.reason }, 'figures could not be counted in memory: the database counts them');
  }
}
