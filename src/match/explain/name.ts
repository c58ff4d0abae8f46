import {
  Aligner,
  type AnalysedName,
  analyseName,
  comparePair,
  flatten,
  type NameKind,
  settingsOf,
  shownCost,
  type Term,
} from '../../names/index.ts';
import { fillsLine } from '../cut-names.ts';
import type { NameExplanation, WordExplanation, WordReason } from '../match.ts';

/** A name comparison with what the probability needs besides. */
export interface ExplainedName {
  readonly explanation: NameExplanation;
  /** Bits of surprise of the listed words that were met: how rare what agrees is. */
  readonly bits: number;
  readonly otherNumber: boolean;
}

const ownAligner = new Aligner();

/** Compares two names as written and says which word met which, and why. */
export function explainName(
  subjectText: string,
  listedText: string,
  kind: NameKind,
  property: string,
  cut = fillsLine(subjectText),
): ExplainedName {
  const subject = analyseName(subjectText, kind);
  const score = comparePair(
    flatten(subject, cut),
    flatten(analyseName(listedText, kind)),
    ownAligner,
    settingsOf(kind),
  );
  return explainAligned(
    { text: subjectText, analysed: subject },
    { text: listedText, property },
    { score, aligner: ownAligner },
  );
}

/** Says of two names that were compared already which word met which, and why. */
export function explainAligned(
  { text: subjectText, analysed: subject }: { readonly text: string; readonly analysed: AnalysedName },
  { text: listedText, property }: { readonly text: string; readonly property: string },
  { score, aligner }: { readonly score: number; readonly aligner: Aligner },
): ExplainedName {
  const listed = analyseName(listedText, subject.kind);
  const words: WordExplanation[] = [];
  let bits = 0;
  if (score > 0) {
    for (let c = 0; c < aligner.chosenCount; c++) {
      const p = aligner.chosen[c]!;
      const from = range(subject, aligner.subjectStart[p]!, aligner.subjectLength[p]!);
      const to = range(listed, aligner.listedStart[p]!, aligner.listedLength[p]!);
      const cost = shownCost(aligner.packedCost[p]!);
      // Titles on both sides were set aside, and are told there.
      if ([...from, ...to].every((part) => part.role === 'title')) continue;
      words.push({
        subject: from.map((part) => part.surface).join(' '),
        listed: to.map((part) => part.surface).join(' '),
        reason: reasonOf(
          from.map((part) => part.term),
          to.map((part) => part.term),
          cost,
        ),
        cost,
      });
      for (const part of to) bits += part.weight < 0.2 ? 0 : Math.max(0, part.term.bits - cost / 25);
    }
    for (let i = 0; i < aligner.initialCount; i++) {
      words.push({
        subject: subject.parts[aligner.initialSubject[i]!]!.surface,
        listed: listed.parts[aligner.initialListed[i]!]!.surface,
        reason: 'initial',
        cost: 0,
      });
    }
    if (aligner.cutListed >= 0) {
      words.push({
        subject: subject.parts.at(-1)!.surface,
        listed: listed.parts[aligner.cutListed]!.surface,
        reason: 'cut',
        cost: 0,
      });
    }
  }
  const met = score > 0;
  return {
    bits,
    otherNumber:
      subject.numbers.length > 0 &&
      listed.numbers.length > 0 &&
      subject.numbers.join() !== listed.numbers.join(),
    explanation: {
      subject: subjectText,
      listed: listedText,
      property,
      score,
      words,
      subjectOnly: rest(subject, met ? aligner.subjectMet : 0),
      listedOnly: rest(listed, met ? aligner.listedMet : 0),
      setAside: [
        ...subject.setAside.map((s) => ({ ...s, side: 'subject' as const })),
        ...listed.setAside.map((s) => ({ ...s, side: 'listed' as const })),
      ],
      steps: subject.steps,
    },
  };
}

function range(name: AnalysedName, start: number, length: number) {
  return name.parts.slice(start, start + length);
}

function rest(name: AnalysedName, met: number): string[] {
  return name.parts
    .filter((part, i) => ((met >> i) & 1) === 0 && part.role !== 'title')
    .map((part) => part.surface);
}

function reasonOf(subject: readonly Term[], listed: readonly Term[], cost: number): WordReason {
  if (subject.length > 1 || listed.length > 1) return 'joined';
  const a = subject[0]!;
  const b = listed[0]!;
  if (a.id === b.id) return 'same';
  const shared = a.symbols.filter((symbol) => b.symbols.includes(symbol));
  if (a.kind !== b.kind) return 'script';
  if (shared.length > 0 && a.latin !== b.latin) {
    const symbolClass = shared[0]! & 7;
    return symbolClass <= 1 ? 'spelling' : symbolClass === 2 ? 'meaning' : 'equivalent';
  }
  if (a.latin === b.latin) return 'same';
  return cost < 90 ? 'spelling' : 'slip';
}
