import type { PartyDraft } from '../party-draft.ts';
import type { PaymentPart } from '../payment.ts';
import { isAccount, readAccount, walletsOf } from './account.ts';
import { isAddress, readAddress } from './address.ts';
import { addText, type Context } from './collected.ts';
import { type Element, placedText } from './element.ts';
import { IDS, PARTS, roleOf } from './elements.ts';
import { addAccount, isParty, newParty, readParty, saysSomething } from './party.ts';

/**
 * Gathers what elements say of a payment: its parties, told by their shape, and every other text with words in it.
 * It knows no message: what it does not know by name it takes for what it looks like.
 */
export function collect(elements: readonly Element[], context: Context): void {
  const drafts: PartyDraft[] = [];
  const accounts: Element[] = [];
  for (const element of elements) {
    if (element.children.length === 0) readLeaf(element, context);
    else if (isAccount(element)) accounts.push(element);
    else if (isParty(element, roleOf(element.name, context.part) !== undefined))
      readParties(element, context, drafts);
    else if (isAddress(element)) {
      const bare = newParty(roleOf(element.name, context.part) ?? 'other', element, context);
      const address = readAddress(element, context);
      if (address !== undefined) bare.addresses.push(address);
      drafts.push(bare);
    } else collectWithin(element, context);
  }
  for (const account of accounts) giveToHolder(account, drafts, context);
  for (const draft of drafts) {
    if (saysSomething(draft)) context.into.parties.push(draft);
  }
}

function collectWithin(element: Element, context: Context): void {
  const part = partOf(element, context.part);
  collect(element.children, part === context.part ? context : { ...context, part });
}

function partOf({ name }: Element, outer: PaymentPart): PaymentPart {
  // Remittance of a covered transfer is its remittance; a party of an earlier payment stays one.
  if (outer === 'original' || outer === 'underlying') return outer;
  return PARTS.get(name) ?? outer;
}

function readParties(element: Element, context: Context, drafts: PartyDraft[]): void {
  const part = partOf(element, context.part);
  const inner = part === context.part ? context : { ...context, part };
  const role = roleOf(element.name, inner.part) ?? 'other';
  const party = readParty(element, role, inner, collect);
  if (inner === context) {
    drafts.push(party);
    return;
  }
  if (saysSomething(party)) context.into.parties.push(party);
}

/** `DbtrAcct` is the account of `Dbtr` beside it; an account by itself makes a party that has nothing else. */
function giveToHolder(element: Element, drafts: PartyDraft[], context: Context): void {
  const { account, rest } = readAccount(element, context);
  const before = context.into.parties.length;
  collect(rest, context);
  const owner = context.into.parties.slice(before).find(({ role }) => role === 'accountOwner');
  if (owner !== undefined) {
    const at = context.into.parties.indexOf(owner, before);
    const wallets = [...owner.wallets, ...walletsOf(account)];
    context.into.parties[at] = { ...owner, accounts: [...owner.accounts, account], wallets };
    return;
  }
  const holder = element.name.replace(/Acct$/, '');
  const known = drafts.find((draft) => draft.element === holder && siblings(draft.path, element.path));
  if (known !== undefined) {
    addAccount(known, account);
    return;
  }
  const role = roleOf(element.name, context.part) ?? roleOf(holder, context.part) ?? 'other';
  const alone = newParty(role, element, context);
  addAccount(alone, account);
  drafts.push(alone);
}

/** The same parent, and the same number among equal siblings. */
function siblings(one: string, other: string): boolean {
  const number = (path: string) => /\[\d+\]$/.exec(path)?.[0];
  return (
    one.slice(0, one.lastIndexOf('/')) === other.slice(0, other.lastIndexOf('/')) &&
    number(one) === number(other)
  );
}

function readLeaf(leaf: Element, context: Context): void {
  const placed = placedText(leaf);
  if (placed === undefined) return;
  const { name, currency } = leaf;
  const { into, part, level } = context;
  if (currency !== undefined || name.endsWith('Amt')) {
    into.amounts.push({
      element: amountName(leaf),
      part,
      amount: placed,
      ...(currency !== undefined && { currency }),
    });
    return;
  }
  const plain = name.startsWith('Orgnl') ? name.slice(5) : name;
  const id = IDS.get(plain);
  if (id !== undefined) {
    const ids = plain !== name || part === 'original' ? into.originalIds : into.ids;
    ids[id] ??= placed;
  } else if (name.endsWith('Dt') || name === 'Dt' || name === 'DtTm') keepDate(leaf, placed, context);
  else if (name === 'ChrgBr') into.chargeBearer ??= placed;
  else if ((name === 'Cd' || name === 'Prtry') && part === 'transfer') {
    if (leaf.parent?.name === 'Purp') into.purpose ??= placed;
    else if (leaf.parent?.name === 'CtgyPurp') into.categoryPurpose ??= placed;
  }
  if (name === 'Prtry' && (leaf.parent?.name === 'Purp' || leaf.parent?.name === 'CtgyPurp')) {
    into.freeTexts.push({ ...placed, kind: 'purpose', element: name, part, level });
    return;
  }
  addText(leaf, placed, context);
}

/** `IntrBkSttlmAmt/Amt`, as JSON has it, is that amount. */
function amountName({ name, parent }: Element): string {
  return name === 'Amt' && parent?.name.endsWith('Amt') ? parent.name : name;
}

function keepDate(
  leaf: Element,
  placed: ReturnType<typeof placedText> & object,
  { into, part }: Context,
): void {
  if (part !== 'transfer') return;
  const name =
    (leaf.name === 'Dt' || leaf.name === 'DtTm') && leaf.parent !== undefined ? leaf.parent.name : leaf.name;
  if (!into.dates.has(name)) into.dates.set(name, placed);
}
