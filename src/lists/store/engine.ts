import { readFileSync } from 'node:fs';

const PACKAGE = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
  homepage?: string;
};

/** Version of Riegel, as its package states it: a list read by another version of the parsers may read differently. */
export const ENGINE_VERSION: string = PACKAGE.version;

/** Where one can read what Riegel is, as its package states it. */
export const ENGINE_HOMEPAGE: string | undefined = PACKAGE.homepage;
