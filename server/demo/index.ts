export { loadDemo, type DemoOptions } from './load-demo.ts';
export type { Directory } from './directory.ts';
