import { isDeclaredAs } from '../file-names.ts';
import type { SourceFile, SourceFormat } from '../source.ts';
import type { HealthFinding } from './policy.ts';

const HEAD_BYTES = 1024;
const PAGE = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)[\s>]/i;

/**
 * What can be said of the files before they are parsed: there, not empty, not an error page, of this format.
 * @param before names of the files the version in force has of the same format, or none
 */
export function checkContent(
  format: SourceFormat,
  files: readonly SourceFile[],
  before: readonly string[] = [],
): HealthFinding[] {
  const findings: HealthFinding[] = [];
  for (const declared of format.files) {
    if (files.some((file) => isDeclaredAs(declared.name, file.name))) continue;
    if (declared.required) {
      findings.push(refusal('lists/missing-file', `The file ${declared.name} of the list is missing`));
    } else if (before.some((name) => isDeclaredAs(declared.name, name))) {
      findings.push(
        refusal('lists/missing-file', `${declared.name} is missing; the version in force was read with it`),
      );
    }
  }
  for (const file of files) {
    if (file.bytes.length === 0) {
      findings.push(refusal('lists/empty', `${file.name} is empty (0 bytes)`));
    } else if (isWebPage(file)) {
      findings.push(
        refusal('lists/html-page', `${file.name} is a web page (an error or sign-in page?), not a list`),
      );
    }
  }
  if (findings.length === 0 && !format.detects(files)) {
    findings.push(
      refusal(
        'lists/unrecognised-format',
        `The files do not look like the format ${format.id} of this source`,
      ),
    );
  }
  return findings;
}

/** A format that is itself published as HTML says so by the name of its file. */
function isWebPage(file: SourceFile): boolean {
  if (/\.html?$/i.test(file.name)) return false;
  return PAGE.test(new TextDecoder('latin1').decode(file.bytes.subarray(0, HEAD_BYTES)).replace(/^ï»¿/, ''));
}

function refusal(code: HealthFinding['code'], message: string): HealthFinding {
  return { code, message, severity: 'refuse', releasable: false };
}
