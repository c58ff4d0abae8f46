import { COMPOUND_HEAD, INITIAL, PATRONYMIC, SYLLABIC, WEIGHT_UNIT } from '../analyse/flat-name.ts';
import { MAX_WORDS } from '../analyse/read-words.ts';
import { costOf, editsOf, lengthOf } from '../terms/term-cost.ts';
import type { NameSettings } from './settings.ts';

/**
 * What numbers and legal forms do to the score of two names of things: symbols of each side, ascending order not
 * needed. Differing numbers are a contradiction, but a moderate one: `Fund V` still alerts for `Fund VI`, explained.
 */
export function beyondWords(
  subjectNumbers: ArrayLike<number>,
  listedNumbers: ArrayLike<number>,
  subjectForms: ArrayLike<number>,
  listedForms: ArrayLike<number>,
  settings: NameSettings,
  cut = false,
): number {
  let loss = 0;
  const numbers = shared(subjectNumbers, listedNumbers);
  if (subjectNumbers.length > 0 && listedNumbers.length > 0) {
    if (numbers < Math.max(subjectNumbers.length, listedNumbers.length)) loss += settings.otherNumber;
  } else if (subjectNumbers.length + (cut ? 0 : listedNumbers.length) > 0) loss += settings.missingNumber;
  if (subjectForms.length > 0 && listedForms.length > 0 && shared(subjectForms, listedForms) === 0) {
    loss += settings.otherLegalForm;
  }
  return loss;
}

/**
 * Most that two names can score whose words meet with the weight `met` and leave these weights unmet: an upper bound
 * of `Aligner.score`, which has the same terms with more losses. `met` may be too large and the rests too small.
 * `alone`: the subject's name is one word (`isAlone`).
 */
export function mostWith(
  met: number,
  subjectRest: number,
  listedRest: number,
  alone: boolean,
  settings: NameSettings,
): number {
  if (met === 0) return 0;
  // x / (met + x) is concave: what contradicts and what is left over lose at least what their sum would lose as
  // the cheaper of the two, and both grow when fewer words meet than was thought.
  const contradiction = Math.min(subjectRest, listedRest);
  const rest = Math.max(subjectRest, listedRest);
  const cheapest = Math.min(settings.surplusSubject, settings.surplusListed, settings.contradiction);
  let loss =
    settings.contradictingWord * Math.min(1, contradiction / (WEIGHT_UNIT * settings.wholeWord)) +
    ((settings.contradiction - cheapest) * contradiction) / (met + contradiction) +
    (cheapest * rest) / ((met + rest) * (1 + settings.plenty * plentyOf(met, settings)));
  loss *= alone
    ? Math.min(scarcityFactor(met, false, settings), scarcityFactor(met, true, settings))
    : scarcityFactor(met, false, settings);
  // Room for rounding: the bound must never be below the score.
  return 1 - loss + 1e-9;
}

/** How far what met goes beyond what is plenty: two rare words leave little doubt, whatever else a name has. */
function plentyOf(met: number, settings: NameSettings): number {
  return Math.max(0, met / (WEIGHT_UNIT * settings.plentyFrom) - 1);
}

/**
 * Rare means more: what agrees has to outweigh what does not, and common words weigh little. Who gives one word can
 * agree in no more than it: it has to be rare by itself.
 */
function scarcityFactor(met: number, asOne: boolean, settings: NameSettings): number {
  return asOne
    ? 1 + settings.loneSubjectCommon * Math.max(0, 1 - met / WEIGHT_UNIT)
    : 1 + settings.common * Math.max(0, 1 - met / (WEIGHT_UNIT * settings.enough));
}

/** Least that a word weighs that is a name, and no particle or initial. */
const OWN_WORD = WEIGHT_UNIT * 0.25;

/** True for a name of one word, titles and particles beside it not counted, where the settings have rules for such. */
export function isAlone(weights: Uint8Array, offset: number, count: number, settings: NameSettings): boolean {
  if (settings.loneSubjectCommon === 0) return false;
  let own = 0;
  for (let i = 0; i < count; i++) if (weights[offset + i]! >= OWN_WORD) own++;
  return own <= 1;
}

function shared(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      if (a[i] === b[j]) {
        count++;
        break;
      }
    }
  }
  return count;
}

/** True for a bit set of one. */
export function isOneBit(bits: number): boolean {
  return bits !== 0 && (bits & (bits - 1)) === 0;
}

/** Most that a particle weighs, and least that a name of its own does. */
const PARTICLE = WEIGHT_UNIT * 0.1;
const NAME = WEIGHT_UNIT * 0.3;
/** Least that a first name of one's own weighs: titles weigh less. */
const FIRST = WEIGHT_UNIT * 0.355;
/** What the head of a compound name weighs where another name stands in its place: as much as a common name. */
const REPLACED_HEAD = WEIGHT_UNIT * 0.45;

/** Typing errors of a whole name that may make a mistyped one of it. */
const MOST_PLAIN_EDITS = 2;

/**
 * Weight of a name's first word of its own where nothing met it, else 0. A title or `Mohammad` before it may be met in
 * its place, but is not missed.
 */
function firstUnmet(weights: Uint8Array, offset: number, count: number, met: number): number {
  for (let i = 0; i < count; i++) {
    const weight = weights[offset + i]!;
    if (weight < NAME) continue;
    if (((met >> i) & 1) !== 0) return 0;
    if (weight >= FIRST) return weight;
  }
  return 0;
}

/** Where a name was cut off: what the beginning of a word tells, by the weight of the lighter word, … */
const CUT_WORD = 0.6;
/** … what a last piece counts that is the beginning of no listed word, … */
const CUT_PIECE = 0.4;
/** … and what the words behind it count that the listed name has. */
const CUT_OFF = 0.1;

/** Each letter of so short a word of a thing is a word: `KSK Group`, `KTK Group`. */
const SHORT_WORD = 3;

/** A pair of words (or of a word and a joined pair) that are alike. Filled in place: no allocation on the hot path. */
const MAX_PAIRS = 512;

/** One name as the comparison sees it: plain arrays, `offset` into them. Weights in 1/200. */
export interface WordArrays {
  readonly weights: Uint8Array;
  /** Role flags: see `flat-name.ts`. */
  readonly initials: Uint8Array;
  /** First letter of the word, or 0: what an initial is compared with. */
  readonly letters: Uint8Array;
}

/**
 * Aligns two names and scores them. The caller adds the pairs of words that are alike (`addPair`), then calls
 * `score`; the alignment stays readable until the next `reset`.
 */
export class Aligner {
  pairCount = 0;
  readonly subjectStart = new Uint8Array(MAX_PAIRS);
  readonly subjectLength = new Uint8Array(MAX_PAIRS);
  readonly listedStart = new Uint8Array(MAX_PAIRS);
  readonly listedLength = new Uint8Array(MAX_PAIRS);
  readonly packedCost = new Int32Array(MAX_PAIRS);
  /** The words that `leavesOne` found. */
  restSubject = 0;
  restListed = 0;
  /** Weight that a pair covers on both sides, and the share of it that is lost. */
  private readonly weight = new Float64Array(MAX_PAIRS);
  private readonly lossShare = new Float64Array(MAX_PAIRS);
  private readonly gain = new Float64Array(MAX_PAIRS);
  private readonly order = new Uint16Array(MAX_PAIRS);
  /** The pairs of the alignment, by index into the arrays above. */
  readonly chosen = new Uint16Array(MAX_WORDS);
  chosenCount = 0;
  /** Words that met a word (bit sets). */
  subjectMet = 0;
  listedMet = 0;
  /** Initials that stand for a word: subject word, listed word. */
  readonly initialSubject = new Uint8Array(MAX_WORDS);
  readonly initialListed = new Uint8Array(MAX_WORDS);
  initialCount = 0;
  /** The subject's name may be cut off (see `FlatName.cut`). */
  private cut = false;
  /** Listed words that begin as the last word of a cut name (bit set). */
  private beginAlike = 0;
  /** The listed word that the last word of a cut name is the beginning of, or -1. */
  cutListed = -1;

  reset(cut = false): void {
    this.pairCount = 0;
    this.cut = cut;
    this.beginAlike = 0;
    this.cutListed = -1;
  }

  /** A listed word begins with the last word of a name that may be cut off. */
  addBeginning(listedWord: number): void {
    this.beginAlike |= 1 << listedWord;
  }

  addPair(
    subjectStart: number,
    subjectLength: number,
    listedStart: number,
    listedLength: number,
    packed: number,
  ): void {
    const p = this.pairCount;
    if (p >= MAX_PAIRS) return;
    this.subjectStart[p] = subjectStart;
    this.subjectLength[p] = subjectLength;
    this.listedStart[p] = listedStart;
    this.listedLength[p] = listedLength;
    this.packedCost[p] = packed;
    this.pairCount = p + 1;
  }

  /** True when a pair touches one of the listed words in the bit set. */
  touches(listedWords: number): boolean {
    for (let p = 0; p < this.pairCount; p++) {
      const bits = ((1 << this.listedLength[p]!) - 1) << this.listedStart[p]!;
      if ((bits & listedWords) !== 0) return true;
    }
    return false;
  }

  /**
   * True when names of equally many words have one word each that no pair touches (`restSubject`, `restListed`): what
   * is left may still be a mistyped word (`restCost`).
   */
  leavesOne(subjectCount: number, listedCount: number): boolean {
    if (subjectCount !== listedCount || this.pairCount < subjectCount - 1) return false;
    let subject = (1 << subjectCount) - 1;
    let listed = subject;
    for (let p = 0; p < this.pairCount; p++) {
      subject &= ~(((1 << this.subjectLength[p]!) - 1) << this.subjectStart[p]!);
      listed &= ~(((1 << this.listedLength[p]!) - 1) << this.listedStart[p]!);
    }
    if (!isOneBit(subject) || !isOneBit(listed)) return false;
    this.restSubject = 31 - Math.clz32(subject);
    this.restListed = 31 - Math.clz32(listed);
    return true;
  }

  /**
   * Chooses, best gain first, pairs that share no word, lets initials stand for what is left, and weighs what met
   * against what did not. Gives a score of 0 … 1 before numbers, legal forms and facts.
   */
  score(
    subject: WordArrays,
    subjectOffset: number,
    subjectCount: number,
    listed: WordArrays,
    listedOffset: number,
    listedCount: number,
    settings: NameSettings,
  ): number {
    const { gain, lossShare, order, subjectStart, subjectLength, listedStart, listedLength, packedCost } =
      this;
    const subjectWeights = subject.weights;
    const listedWeights = listed.weights;
    const pairs = this.pairCount;
    for (let p = 0; p < pairs; p++) {
      let own = 0;
      let other = 0;
      for (let k = 0; k < subjectLength[p]!; k++)
        own += subjectWeights[subjectOffset + subjectStart[p]! + k]!;
      for (let k = 0; k < listedLength[p]!; k++) other += listedWeights[listedOffset + listedStart[p]! + k]!;
      let weight = own + other;
      let share = this.loss(p, settings);
      const joins = (subjectLength[p]! + listedLength[p]! - 2) * settings.joined;
      const isJoin = subjectLength[p]! + listedLength[p]! > 2;
      if (share > 0 && !isJoin) {
        const rarer = other - own;
        weight -= Math.abs(rarer) * settings.slipToCommon;
        if (rarer > 0) share = Math.min(1, share * (1 + (settings.slipFromCommon * rarer) / WEIGHT_UNIT));
      }
      this.weight[p] = weight;
      lossShare[p] = share + joins;
      // A particle explains no name away: `Al` is not to meet `Ali`.
      const lighter = Math.min(own, other);
      if (lighter > 0 && lighter <= PARTICLE && Math.max(own, other) >= NAME && costOf(packedCost[p]!) > 0)
        lossShare[p] = 1;
      // The lighter side says what is gained: `Naing Oo` is not to meet `Naing` while `Naing` could. Of several joins
      // the one without a slip: `FUYUAN YU` is `FU YUAN` and `YU`.
      const value = 2 * lighter * (1 - lossShare[p]! - (isJoin ? share : 0));
      // Ties go to words in the same place, so that a repeated word meets its own.
      gain[p] = value - Math.abs(subjectStart[p]! - listedStart[p]!) * 1e-3;
    }
    this.passOverJoins(pairs);
    for (let p = 0; p < pairs; p++) {
      let at = p;
      while (at > 0 && this.goesBefore(p, order[at - 1]!)) {
        order[at] = order[at - 1]!;
        at--;
      }
      order[at] = p;
    }
    let subjectMet = 0;
    let listedMet = 0;
    let chosenCount = 0;
    let met = 0;
    let lost = 0;
    let edits = 0;
    let plainEdits = 0;
    let letters = 0;
    let metWords = 0;
    let rarestMet = 0;
    let reordered = 0;
    let previousListed = -1;
    for (let o = 0; o < pairs; o++) {
      const p = order[o]!;
      const subjectBits = ((1 << subjectLength[p]!) - 1) << subjectStart[p]!;
      const listedBits = ((1 << listedLength[p]!) - 1) << listedStart[p]!;
      if ((subjectBits & subjectMet) !== 0 || (listedBits & listedMet) !== 0) continue;
      subjectMet |= subjectBits;
      listedMet |= listedBits;
      this.chosen[chosenCount++] = p;
    }
    let unexplained = 0;
    let acronymEdited = false;
    for (let c = 0; c < chosenCount; c++) {
      const p = this.chosen[c]!;
      const weight = this.weight[p]! / 2;
      if (lossShare[p]! > 0 && subjectLength[p]! + listedLength[p]! === 2) {
        const rarer =
          listedWeights[listedOffset + listedStart[p]!]! - subjectWeights[subjectOffset + subjectStart[p]!]!;
        if (rarer > 0) unexplained += rarer * settings.slipToCommon;
      }
      met += weight;
      lost += weight * lossShare[p]!;
      edits += costOf(packedCost[p]!);
      plainEdits += editsOf(packedCost[p]!);
      if (settings.shortWord > 0 && lengthOf(packedCost[p]!) <= SHORT_WORD && editsOf(packedCost[p]!) > 0)
        acronymEdited = true;
      letters += lengthOf(packedCost[p]!);
      if (weight >= OWN_WORD) metWords++;
      if (weight > rarestMet) rarestMet = weight;
    }
    // Order: how many neighbours in the subject's name stand the other way round in the listed one.
    for (let w = 0; w < subjectCount; w++) {
      for (let c = 0; c < chosenCount; c++) {
        const p = this.chosen[c]!;
        if (subjectStart[p] !== w) continue;
        if (listedStart[p]! < previousListed) reordered++;
        previousListed = listedStart[p]!;
      }
    }
    this.initialCount = 0;
    let initialRest = 0;
    if (chosenCount > 0) {
      for (let s = 0; s < subjectCount; s++) {
        if ((subjectMet >> s) & 1) continue;
        const letter = subject.letters[subjectOffset + s]!;
        if (letter === 0) continue;
        for (let l = 0; l < listedCount; l++) {
          if ((listedMet >> l) & 1) continue;
          if (listed.letters[listedOffset + l] !== letter) continue;
          const subjectInitial = subject.initials[subjectOffset + s]! === INITIAL;
          const listedInitial = listed.initials[listedOffset + l]! === INITIAL;
          if (!subjectInitial && !listedInitial) continue;
          subjectMet |= 1 << s;
          listedMet |= 1 << l;
          this.initialSubject[this.initialCount] = s;
          this.initialListed[this.initialCount++] = l;
          initialRest +=
            settings.initialRest *
            Math.abs(subjectWeights[subjectOffset + s]! - listedWeights[listedOffset + l]!);
          met += Math.min(subjectWeights[subjectOffset + s]!, listedWeights[listedOffset + l]!);
          break;
        }
      }
    }
    this.cutListed = -1;
    const lastWord = 1 << (subjectCount - 1);
    const beginning = this.beginAlike & ~listedMet;
    if (this.cut && chosenCount > 0 && beginning !== 0 && (subjectMet & lastWord) === 0) {
      this.cutListed = 31 - Math.clz32(beginning & -beginning);
      subjectMet |= lastWord;
      listedMet |= 1 << this.cutListed;
      met +=
        CUT_WORD *
        Math.min(
          subjectWeights[subjectOffset + subjectCount - 1]!,
          listedWeights[listedOffset + this.cutListed]!,
        );
    }
    this.chosenCount = chosenCount;
    this.subjectMet = subjectMet;
    this.listedMet = listedMet;
    // Titles alone weigh nothing.
    if (met === 0) return 0;
    let subjectRest = 0;
    let listedRest = unexplained;
    for (let s = 0; s < subjectCount; s++) {
      if (((subjectMet >> s) & 1) !== 0) continue;
      subjectRest +=
        this.cut && s === subjectCount - 1
          ? subjectWeights[subjectOffset + s]! * CUT_PIECE
          : subjectWeights[subjectOffset + s]!;
    }
    const lastMet = this.cut ? 31 - Math.clz32(listedMet) : listedCount;
    for (let l = 0; l < listedCount; l++) {
      if (((listedMet >> l) & 1) !== 0) continue;
      listedRest +=
        l > lastMet ? listedWeights[listedOffset + l]! * CUT_OFF : listedWeights[listedOffset + l]!;
    }
    subjectRest += this.replacedHeads(subject, subjectOffset, listed, listedOffset, true);
    listedRest += this.replacedHeads(listed, listedOffset, subject, subjectOffset, false);
    let listedWords = 0;
    let subjectPatronymic = false;
    let listedPatronymic = false;
    for (let s = 0; s < subjectCount; s++) {
      if (((subjectMet >> s) & 1) === 0 && subject.initials[subjectOffset + s] === PATRONYMIC)
        subjectPatronymic = true;
    }
    for (let l = 0; l < listedCount; l++) {
      if (listedWeights[listedOffset + l]! >= OWN_WORD) listedWords++;
      if (((listedMet >> l) & 1) === 0 && listed.initials[listedOffset + l] === PATRONYMIC)
        listedPatronymic = true;
    }
    const contradiction = Math.min(subjectRest, listedRest);
    const surplusSubject = subjectRest - contradiction;
    const surplusListed = listedRest - contradiction;
    const surplus = surplusSubject + surplusListed;
    const editShare = lost / met;
    let syllabic = false;
    for (let s = 0; s < subjectCount; s++)
      if (subject.initials[subjectOffset + s] === SYLLABIC) syllabic = true;
    for (let l = 0; l < listedCount; l++) if (listed.initials[listedOffset + l] === SYLLABIC) syllabic = true;
    // No part of a name of Han or Hangul is left out, however rare the others are.
    const plenty = syllabic ? 0 : plentyOf(met, settings);
    const rareEnough = 1 + settings.plenty * plenty;
    const asOne =
      subjectRest === 0 &&
      listedRest > WEIGHT_UNIT * 0.2 &&
      isAlone(subjectWeights, subjectOffset, subjectCount, settings);
    const contradictionShare = contradiction / (met + contradiction);
    const surplusShare = surplus / (met + surplus);
    const unlike =
      settings.contradiction * contradictionShare +
      settings.contradictingWord * Math.min(1, contradiction / (WEIGHT_UNIT * settings.wholeWord)) +
      ((surplusSubject > 0 ? settings.surplusSubject : settings.surplusListed) * surplusShare) / rareEnough;
    let loss =
      (settings.edit * editShare) / (1 + settings.plentyEdit * plenty) +
      unlike * (1 + settings.ofTrade * (1 - Math.min(1, rarestMet / WEIGHT_UNIT))) +
      settings.editBesideSurplus * editShare * (surplusShare + contradictionShare) +
      initialRest / (met + surplus + contradiction);
    if (asOne) loss += settings.loneSubject + settings.loneSubjectEdit * editShare;
    else if (metWords <= 1) {
      loss += settings.loneEdit * editShare;
      if (surplus + contradiction > WEIGHT_UNIT * 0.2) loss += settings.loneWord;
      if (listedWords <= 1 && subjectRest > WEIGHT_UNIT * 0.3) loss += settings.loneListed;
    }
    if (syllabic) loss += settings.syllabicSurplus * surplusShare;
    if (metWords > 1) {
      const first =
        surplusListed > 0
          ? firstUnmet(listedWeights, listedOffset, listedCount, listedMet)
          : surplusSubject > 0
            ? firstUnmet(subjectWeights, subjectOffset, subjectCount, subjectMet)
            : 0;
      loss += (settings.firstMissing * first) / (WEIGHT_UNIT * rareEnough);
    }
    if (subjectPatronymic && listedPatronymic) loss += settings.otherPatronymic;
    const over = edits / 100 - settings.freeEdits;
    if (over > 0) loss += over * settings.overEdits;
    if (reordered > 1) loss += settings.reordered * (reordered - 1);
    loss *= scarcityFactor(met, asOne, settings);
    const score = Math.max(0, 1 - loss);
    // Nothing is left over and all but two typing errors are equal: the same name, whatever its words are by sound.
    const fewest = plainEdits <= 1 ? settings.mistypedOnceLetters : settings.mistypedLetters;
    const mistyped =
      subjectRest + listedRest === unexplained &&
      this.initialCount === 0 &&
      !acronymEdited &&
      letters >= fewest;
    return mistyped && plainEdits <= MOST_PLAIN_EDITS ? Math.max(score, settings.mistyped) : score;
  }

  /**
   * Weight by which unmet heads of compound names count more, because the other name has a name of its own in their
   * place: `Abd` may be left out of `Abdul Khan`, but `Padshah Khan` is another man.
   */
  private replacedHeads(
    own: WordArrays,
    ownOffset: number,
    other: WordArrays,
    otherOffset: number,
    ofSubject: boolean,
  ): number {
    const ownStart = ofSubject ? this.subjectStart : this.listedStart;
    const otherStart = ofSubject ? this.listedStart : this.subjectStart;
    const ownMet = ofSubject ? this.subjectMet : this.listedMet;
    const otherMet = ofSubject ? this.listedMet : this.subjectMet;
    let more = 0;
    for (let c = 0; c < this.chosenCount; c++) {
      const p = this.chosen[c]!;
      const head = ownStart[p]! - 1;
      const place = otherStart[p]! - 1;
      if (head < 0 || place < 0 || own.initials[ownOffset + head] !== COMPOUND_HEAD) continue;
      if (((ownMet >> head) & 1) !== 0 || ((otherMet >> place) & 1) !== 0) continue;
      if (other.weights[otherOffset + place]! < NAME) continue;
      more += Math.max(0, REPLACED_HEAD - own.weights[ownOffset + head]!);
    }
    return more;
  }

  /**
   * A join comes last where the words that it joins meet words by themselves, and with more: `CK International` is not
   * `International` with a slip.
   */
  private passOverJoins(pairs: number): void {
    const { gain, subjectStart, subjectLength, listedStart, listedLength } = this;
    for (let p = 0; p < pairs; p++) {
      const ofSubject = subjectLength[p]! > 1;
      if (!ofSubject && listedLength[p]! === 1) continue;
      const start = ofSubject ? subjectStart : listedStart;
      const first = start[p]!;
      const end = first + (ofSubject ? subjectLength[p]! : listedLength[p]!);
      let apart = 0;
      for (let word = first; word < end; word++) {
        let best = 0;
        for (let q = 0; q < pairs; q++) {
          if (start[q] !== word || subjectLength[q]! > 1 || listedLength[q]! > 1) continue;
          if (gain[q]! > best) best = gain[q]!;
        }
        apart += best;
      }
      if (apart > gain[p]!) gain[p] = -1;
    }
  }

  /** Total order of pairs, so that the alignment does not depend on the order in which pairs were found. */
  private goesBefore(p: number, other: number): boolean {
    const difference = this.gain[p]! - this.gain[other]!;
    if (difference !== 0) return difference > 0;
    if (this.subjectStart[p] !== this.subjectStart[other])
      return this.subjectStart[p]! < this.subjectStart[other]!;
    return this.listedStart[p]! < this.listedStart[other]!;
  }

  /** Share of a word's weight that a pair loses for not being equal. */
  private loss(p: number, settings: NameSettings): number {
    const packed = this.packedCost[p]!;
    const cost = costOf(packed);
    if (cost === 0) return 0;
    const length = lengthOf(packed);
    const share = cost / (100 * Math.max(3, length));
    const short = length <= SHORT_WORD ? settings.shortWord : 0;
    return Math.min(1, settings.unequal + short + share * (1 + settings.editCurve * share));
  }
}
