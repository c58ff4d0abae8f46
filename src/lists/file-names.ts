/**
 * Whether a file is one that a format declares. A declared name is a file's name, letter case aside, or a pattern
 * with `*` for any run of characters within one folder (`consolidated/*.csv`: one file for each act).
 * @param name name or path of the file; of a path, as many last parts count as the declared name has
 */
export function isDeclaredAs(declared: string, name: string): boolean {
  const parts = name.split(/[/\\]/);
  const last = parts.slice(-declared.split('/').length).join('/');
  return patternOf(declared).test(last);
}

/** The name a format knows a file by: its own, with the folder that the declared name has. */
export function nameAsDeclared(declared: string, name: string): string {
  if (!declared.includes('*')) return declared;
  const folders = declared.split('/').slice(0, -1);
  return [...folders, name.split(/[/\\]/).at(-1)].join('/');
}

function patternOf(declared: string): RegExp {
  const literal = declared.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]*')}$`, 'iu');
}
