/** Of the inner hashes only the roots of complete subtrees of 256^level records are kept; the rest is soon computed. */
export const LEVEL_HEIGHT = 8;
