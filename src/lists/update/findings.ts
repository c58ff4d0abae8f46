import { type ErrorPlace, RiegelError } from '../../entity/index.ts';
import type { HealthCode, HealthFinding } from '../health/policy.ts';
import type { ParsedList } from '../source.ts';

/** A refusal made of an error: with its own code where it is one of ours, with the place in the message. */
export function findingOf(error: unknown): HealthFinding {
  const known = error instanceof RiegelError ? error : undefined;
  const code = known !== undefined && isListCode(known.code) ? known.code : 'lists/parse-failed';
  const message = error instanceof Error ? error.message : String(error);
  return {
    code,
    message: `${message}${placeText(known?.place ?? {})}`,
    severity: 'refuse',
    releasable: false,
  };
}

/** Told, not refused: both entities can still be matched; only the difference between versions blurs. */
export function duplicateIds(parsed: ParsedList): HealthFinding[] {
  const ids = new Set(parsed.entities.map((entity) => entity.id));
  const excess = parsed.entities.length - ids.size;
  if (excess === 0) return [];
  return [
    {
      code: 'lists/duplicate-ids',
      message: `${excess} entities bear the id of another`,
      severity: 'warn',
      releasable: true,
      measured: excess,
    },
  ];
}

function isListCode(code: string): code is HealthCode {
  return code.startsWith('lists/');
}

function placeText(place: ErrorPlace): string {
  const parts = [
    place.file,
    place.line === undefined ? undefined : `line ${place.line}`,
    place.column === undefined ? undefined : `column ${place.column}`,
    place.row === undefined ? undefined : `row ${place.row}`,
    place.offset === undefined ? undefined : `byte ${place.offset}`,
    place.path,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
