import type { RobotHeader } from './reply-robot-headers.ts';

/** Headers of mail that list software writes itself, in contrast to what it passes on. */
export const listRobotHeaders: readonly RobotHeader[] = [
  { name: 'x-list-administrivia', code: 'x-list-administrivia', value: /^yes/i },
  { name: 'x-ml-server', code: 'x-ml-server' },
  { name: 'x-mlserver', code: 'x-ml-server', value: /^fml\b/i },
];
