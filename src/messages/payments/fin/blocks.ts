import type { PaymentProblem } from '../payment.ts';

/** A tag of a block that has its content in braces: `{121:…}`. */
export interface BlockTag {
  readonly tag: string;
  readonly text: string;
  readonly start: number;
}

/** A stretch of text of the source. */
export interface Stretch {
  readonly text: string;
  readonly start: number;
}

/** One FIN message, cut into its blocks; nothing of it is lost: what stands in none is `stray`. */
export interface FinBlocks {
  readonly start: number;
  end: number;
  /** Blocks 1 and 2. */
  basic?: Stretch;
  application?: Stretch;
  /** Tags of blocks 3 and 5, of the system's own (S) and others. */
  readonly user: BlockTag[];
  readonly trailers: BlockTag[];
  /** Block 4 of the tags in braces: a message of the network (`{177:…}{451:0}`). */
  service?: BlockTag[];
  /** Block 4 of fields. */
  text?: Stretch;
  readonly stray: Stretch[];
  readonly problems: PaymentProblem[];
  /** Block 4 was opened, and the source ends before it does. */
  truncated: boolean;
}

const BLOCK = /\{([0-9A-Za-z]):/y;
/** What stands between messages of a file. */
const SEPARATORS = /^[\s$\0\x01-\x1f]*$/;
const FIELD_START = /^:\d\d[A-Za-z]?:/;
const MOST_TAGS = 200;

/**
 * Cuts a stretch of text into messages: a new one begins where a block comes that the one before has already.
 * @param start where the text stands in the source.
 */
export function* messagesIn(text: string, start: number): Generator<FinBlocks> {
  let message = noBlocks(start);
  let at = 0;
  while (at < text.length) {
    const next = nextBlock(text, at);
    const between = text.slice(at, next?.at ?? text.length);
    if (!SEPARATORS.test(between)) keepStray(message, { text: between, start: start + at });
    if (next === undefined) break;
    if (has(message, next.name)) {
      message.end = start + next.at;
      yield message;
      message = noBlocks(start + next.at);
    }
    at = readBlock(message, next.name, text, next.at, start);
  }
  message.end = start + text.length;
  yield message;
}

function noBlocks(start: number): FinBlocks {
  return { start, end: start, user: [], trailers: [], stray: [], problems: [], truncated: false };
}

function nextBlock(text: string, from: number): { readonly name: string; readonly at: number } | undefined {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    BLOCK.lastIndex = at;
    const name = BLOCK.exec(text)?.[1];
    if (name !== undefined) return { name, at };
  }
  return undefined;
}

function has(message: FinBlocks, name: string): boolean {
  const { basic, application, text, service, user } = message;
  if (name === '1') return basic !== undefined || application !== undefined || text !== undefined;
  if (name === '2') return application !== undefined || text !== undefined || service !== undefined;
  if (name === '3') return user.length > 0 || text !== undefined;
  return name === '4' && (text !== undefined || service !== undefined);
}

/** Fields without a block 4 around them are one. */
function keepStray(message: FinBlocks, stretch: Stretch): void {
  const lines = stretch.text.trimStart();
  if (message.text === undefined && message.service === undefined && FIELD_START.test(lines)) {
    message.text = stretch;
    tell(message, 'messages/missing-block', 'Fields stand in no block 4', stretch.start);
  } else message.stray.push(stretch);
}

function tell(message: FinBlocks, code: string, said: string, start: number): void {
  message.problems.push({ code, message: said, start });
}

/** Reads a block and gives where it ends. */
function readBlock(message: FinBlocks, name: string, text: string, at: number, base: number): number {
  const from = at + 3;
  if (name === '1' || name === '2') {
    const end = headerEnd(text, from);
    const stretch = { text: text.slice(from, end), start: base + from };
    if (name === '1') message.basic = stretch;
    else message.application = stretch;
    if (text[end] === '}') return end + 1;
    tell(message, 'messages/bad-block', `Block ${name} is not closed`, base + at);
    return end;
  }
  if (name === '4' && !/^\s*\{\d{3}:/.test(text.slice(from, from + 64)))
    return readText(message, text, from, base);
  const tags: BlockTag[] = [];
  const end = readTags(message, tags, text, from, base, name);
  if (name === '4') message.service = tags;
  else if (name === '3') message.user.push(...tags);
  else message.trailers.push(...tags);
  return end;
}

function headerEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '}' || sign === '{' || sign === '\n' || sign === '\r') return at;
  }
  return text.length;
}

/** `{tag:value}` until the brace that closes the block; a value may hold such tags itself. */
function readTags(
  message: FinBlocks,
  tags: BlockTag[],
  text: string,
  from: number,
  base: number,
  name: string,
): number {
  let at = from;
  while (at < text.length) {
    const sign = text[at]!;
    if (sign === '}') return at + 1;
    const tag = sign === '{' ? /^\{([0-9A-Za-z]{2,4}):?/.exec(text.slice(at, at + 6)) : null;
    if (tag !== null && tags.length < MOST_TAGS) {
      const start = at + tag[0].length;
      const end = tagEnd(text, start);
      tags.push({ tag: tag[1]!, text: text.slice(start, end), start: base + start });
      at = end + 1;
      if (text[end] === '}') continue;
      at = end;
      break;
    } else if (sign === '{') {
      // Block 3 was not closed, or the tags have no end.
      tell(message, 'messages/bad-block', `Block ${name} is not closed`, base + at);
      return at;
    } else {
      const end = nextBrace(text, at);
      const between = text.slice(at, end);
      if (!SEPARATORS.test(between)) tags.push({ tag: '', text: between, start: base + at });
      at = end;
    }
  }
  tell(message, 'messages/bad-block', `Block ${name} is not closed`, base + from);
  return at;
}

function nextBrace(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '{' || text[at] === '}') return at;
  return text.length;
}

function tagEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') {
      // A block that begins here says that the tag lost its end.
      if (/^\{[1-5S]:/.test(text.slice(at, at + 3)) && text[at + 3] !== undefined && depth === 0) return at;
      depth++;
    } else if (text[at] === '}' && depth-- === 0) return at;
  }
  return text.length;
}

function readText(message: FinBlocks, text: string, from: number, base: number): number {
  const closed = closingLine(text, from);
  if (closed !== undefined) {
    message.text = { text: text.slice(from, closed), start: base + from };
    return closed + 2;
  }
  // Where it does not, what can follow it says where it ends: block 5 or S, or the end of all.
  const followers = ['{5:', '{S:'].map((block) => text.indexOf(block, from)).filter((at) => at >= 0);
  const follower = followers.length > 0 ? Math.min(...followers) : undefined;
  let end = follower ?? text.length;
  while (end > from && isPadding(text.charCodeAt(end - 1))) end--;
  const last = text[end - 1];
  if (text.endsWith('-}', end)) end -= 2;
  else if (follower !== undefined || last === '}') {
    if (last === '}' || last === '{') end--;
    tell(message, 'messages/bad-block', 'Block 4 does not end with -}', base + end);
  } else message.truncated = true;
  message.text = { text: text.slice(from, Math.max(from, end)), start: base + from };
  return follower ?? text.length;
}

/** Blanks, control characters, and the sign between messages of a file. */
function isPadding(code: number): boolean {
  return code <= 0x20 || code === 0x24;
}

/** Where `-}` stands at the start of a line. */
function closingLine(text: string, from: number): number | undefined {
  for (let at = text.indexOf('-}', from); at >= 0; at = text.indexOf('-}', at + 1)) {
    const before = text[at - 1];
    if (before === '\n' || before === '\r' || at === from) return at;
  }
  return undefined;
}
