/** The command line: thin commands over the rooms. */
export { run } from './run.ts';
