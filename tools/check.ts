import { join } from 'node:path';
import { runGuards } from './guards/run-guards.ts';

/** Checks the rules of the house on the whole repository: `npm run check`. */
const totals = await runGuards(join(import.meta.dirname, '..'), (line) => { console.log(line); });
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
