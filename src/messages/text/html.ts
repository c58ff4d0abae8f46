import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { TextBuilder, type TextDocument } from './text-document.ts';
import { isBlock, readVisible, type Segment, type VisiblePage } from './visible.ts';

/** Building and scoring a tree beyond these costs the stack, or minutes; the visible text is taken instead. */
const MAX_DEPTH = 200;
const MAX_ELEMENTS = 50_000;
/** An article shorter than this share of the visible text is likely a piece of it only. */
const MIN_SHARE = 0.25;
/** A page whose text stands mostly in tables is a list, of which no row may be lost. */
const MAX_TABULAR = 0.5;
const MIN_LENGTH = 200;

/**
 * Takes the text of an article out of its page: without menus, teasers and footers where the article can be told
 * from them (Mozilla's Readability), all visible text otherwise. Nothing in the page is run or fetched.
 * @param html the page, its line ends LF.
 * @param document name of the document, for the origin.
 * @throws RiegelError `messages/too-deep`.
 * @returns the text, and one sentence that says what was taken.
 */
export function htmlText(
  html: string,
  document: string,
): { readonly text: TextDocument; readonly statement: string } {
  const page = readVisible(html, document);
  const origin = { document, format: 'html' };
  const facts = {
    origin,
    ...(page.title !== undefined ? { title: page.title } : {}),
    ...(page.language !== undefined ? { language: page.language } : {}),
  };
  const visible = allVisible(page);
  const canBeArticle =
    page.depth <= MAX_DEPTH && page.elements <= MAX_ELEMENTS && page.tabular <= MAX_TABULAR;
  const article = canBeArticle ? articleOf(html, page) : undefined;
  const length = article?.text.length ?? 0;
  if (!article || length < MIN_LENGTH || length < visible.text.length * MIN_SHARE) {
    return {
      text: { ...visible, ...facts },
      statement: 'no article found: all visible text of the page was taken',
    };
  }
  const left = Math.max(0, visible.text.length - length);
  return {
    text: { ...article, ...facts },
    statement: `the article was taken out of its page: ${length} letters taken, ${left} of menus and the like left out`,
  };
}

function allVisible(page: VisiblePage): Pick<TextDocument, 'text' | 'offsets'> {
  const builder = new TextBuilder();
  for (const segment of page.segments) {
    if (segment.breaks) builder.breakLine();
    builder.add(segment.text, segment);
  }
  return builder.result();
}

/** What is used of a node of the tree. */
interface TreeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<TreeNode>;
}

function articleOf(html: string, page: VisiblePage): Pick<TextDocument, 'text' | 'offsets'> | undefined {
  let content: TreeNode | null | undefined;
  try {
    const { document } = parseHTML(html);
    const reader = new Readability<TreeNode>(document, {
      serializer: (node) => node as unknown as TreeNode,
      disableJSONLD: true,
    });
    content = reader.parse()?.content;
  } catch {
    // The libraries give up on degenerate pages; then all visible text is read, so that nothing goes unscreened.
    return undefined;
  }
  if (!content) return undefined;
  const builder = new TextBuilder();
  const places = new Places(page.segments);
  const headline = page.segments.findIndex(
    (segment) => segment.text.trim() !== '' && page.title?.startsWith(segment.text.trim()),
  );
  if (headline >= 0 && !content.textContent?.includes(page.segments[headline]!.text.trim())) {
    builder.add(page.segments[headline]!.text, page.segments[headline]!);
    builder.breakLine();
  }
  walk(content, builder, places);
  return builder.result();
}

function walk(node: TreeNode, builder: TextBuilder, places: Places): void {
  if (node.nodeType === 3) {
    const text = node.textContent ?? '';
    if (text.trim() !== '' || text !== '') builder.add(text, places.find(text));
    return;
  }
  const block = node.nodeType === 1 && isBlock(node.nodeName.toLowerCase());
  if (block) builder.breakLine();
  for (const child of node.childNodes) walk(child, builder, places);
  if (block) builder.breakLine();
}

/** Finds the pieces of the article among the visible segments again: forward first, as the order is mostly kept. */
class Places {
  private readonly segments: readonly Segment[];
  private readonly byText = new Map<string, number[]>();
  private cursor = 0;

  constructor(segments: readonly Segment[]) {
    this.segments = segments;
    for (const [index, segment] of segments.entries()) {
      const known = this.byText.get(segment.text.trim());
      if (known) known.push(index);
      else this.byText.set(segment.text.trim(), [index]);
    }
  }

  find(text: string): { line: number; column: number } {
    const indices = this.byText.get(text.trim());
    const index = indices?.find((candidate) => candidate >= this.cursor) ?? indices?.[0];
    if (index !== undefined && text.trim() !== '') this.cursor = index;
    return this.segments[this.cursor] ?? { line: 1, column: 1 };
  }
}
