export { tryConnection, type ConnectionProblem } from './try-connection.ts';
