import { dispatch } from './cli/dispatch.ts';
import { quietPipes } from './cli/quiet-pipes.ts';

/** The whole command line: what the launcher executes. */
quietPipes();
process.exitCode = await dispatch(process.argv.slice(2));
