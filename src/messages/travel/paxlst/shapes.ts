import type { TagShapes } from '../edifact/glued.ts';

/** What follows a tag in a passenger list, where a terminator before it is missing. */
export const PAXLST_SHAPES: TagShapes = {
  NAD: /^(?:FL|FM|DDU|DDT|MS)\+/,
  ATT: /^2\+\+[MFXU]$/,
  DTM: /^\d{2,3}:\d{6}/,
  LOC: /^\d{2,3}\+[A-Z]{3}/,
  NAT: /^2\+[A-Z]{2,3}/,
  RFF: /^(?:AVF|ABO|SEA|AEA|CR|YZY|TN):/,
  DOC: /^[A-Z]{1,2}(?::\d+:\w+)?\+/,
  CNT: /^42:\d/,
};
