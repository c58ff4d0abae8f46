import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';

export function withFormat(command: Command): Command {
  return command.option('--format <format>', 'text or json', 'text');
}

/** Throws `cli/usage`. */
export function isJson(format: string): boolean {
  if (format === 'json' || format === 'text') return format === 'json';
  throw new RiegelError('cli/usage', `--format ${format} is not known`, { expected: 'text or json' });
}
