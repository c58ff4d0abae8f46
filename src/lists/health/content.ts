import { isDeclaredAs } from '../file-names.ts';
import type { SourceFile, SourceFormat } from '../source.ts';
import type { HealthFinding } from './policy.ts';

const HEAD_BYTES = 1024;
const PAGE = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)[\s>]/i;

/**
 * What can be said of the files before they are parsed: there, not empty, not an error page, of this format.
 * What is not releasable cannot be parsed either; a list that lacks a file can, and a person may let it in.
 * @param before names of the files the version in force has of the same format; absent without such a version
 */
export function checkContent(
  format: SourceFormat,
  files: readonly SourceFile[],
  before?: readonly string[],
): HealthFinding[] {
  const findings = files.flatMap(checkFile);
  if (findings.length === 0 && !format.detects(files)) {
    const message = `The files do not look like the format ${format.id} of this source`;
    findings.push(unreadable('lists/unrecognised-format', message));
  }
  return [...findings, ...missingFiles(format, files, before)];
}

function checkFile(file: SourceFile): HealthFinding[] {
  if (file.bytes.length === 0) return [unreadable('lists/empty', `${file.name} is empty (0 bytes)`)];
  if (!isWebPage(file)) return [];
  const message = `${file.name} is a web page (an error or sign-in page?), not a list`;
  return [unreadable('lists/html-page', message)];
}

function missingFiles(
  format: SourceFormat,
  files: readonly SourceFile[],
  before: readonly string[] | undefined,
): HealthFinding[] {
  const isAmong = (names: readonly string[], declared: string) =>
    names.some((name) => isDeclaredAs(declared, name));
  const there = files.map(({ name }) => name);
  return format.files
    .filter(({ name }) => !isAmong(there, name))
    .flatMap(({ name, required }): HealthFinding[] => {
      if (before !== undefined && isAmong(before, name)) {
        return [missing(`${name} is missing; the version in force was read with it`, 'refuse')];
      }
      if (!required) return [];
      // Only a person can have put a version in force that lacks a required file: this goes on as was decided.
      if (before !== undefined) return [missing(`${name} is missing, as in the version in force`, 'warn')];
      return [missing(`The file ${name} of the list is missing`, 'refuse')];
    });
}

/** A format that is itself published as HTML says so by the name of its file. */
function isWebPage(file: SourceFile): boolean {
  if (/\.html?$/i.test(file.name)) return false;
  return PAGE.test(new TextDecoder('latin1').decode(file.bytes.subarray(0, HEAD_BYTES)).replace(/^ï»¿/, ''));
}

function unreadable(code: HealthFinding['code'], message: string): HealthFinding {
  return { code, message, severity: 'refuse', releasable: false };
}

function missing(message: string, severity: HealthFinding['severity']): HealthFinding {
  return { code: 'lists/missing-file', message, severity, releasable: true };
}
