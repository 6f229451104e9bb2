import type { CommandContext } from './command.ts';

const everyMs = 250;

/** Progress on stderr: one line that changes on a terminal, a line every few seconds elsewhere. */
export function progressLine(context: Pick<CommandContext, 'note'>): { show(text: string): void; end(): void } {
  const isTerminal = process.stderr.isTTY;
  const pauseMs = isTerminal ? everyMs : everyMs * 20;
  let lastMs = 0;
  let isOpen = false;
  return {
    show: (text) => {
      const now = Date.now();
      if (now - lastMs < pauseMs) return;
      lastMs = now;
      if (isTerminal) process.stderr.write(`\r\u001b[K${text}`);
      else context.note(text);
      isOpen = isTerminal;
    },
    end: () => {
      if (isOpen) process.stderr.write('\r\u001b[K');
      isOpen = false;
    },
  };
}
