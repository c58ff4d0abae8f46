/** What of an OpenAPI document the page shows. */
interface Described {
  readonly info?: { readonly title?: string; readonly version?: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Readonly<Record<string, unknown>>;
  }[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
  readonly 'x-riegel-permission'?: string;
}

/** The routes of an OpenAPI document as a page that needs no script and no other host. */
export function referencePage(document: Described): string {
  const { title = '', version = '', description = '' } = document.info ?? {};
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? '');
  const sections = [...byTag].map(
    ([tag, entries]) =>
      `<section><h2>${escaped(tag)}</h2>${entries.map(({ path, method, operation }) => operationPart(path, method, operation)).join('')}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)} ${escaped(version)}</title><link rel="stylesheet" href="reference.css"></head><body><h1>${escaped(title)} ${escaped(version)}</h1><p>${escaped(description)}</p><p><a href="openapi.json">openapi.json</a></p>${sections.join('')}</body></html>`;
}

function operationPart(path: string, method: string, operation: Operation): string {
  const { parameters = [], responses = {}, summary = '' } = operation;
  const rows = parameters.map(({ name, in: place, required, schema = {} }) => {
    const { title, default: standard, maximum, enum: choices } = schema;
    const words = [
      ...(title === undefined ? [] : [String(title)]),
      ...(standard === undefined ? [] : [`default ${JSON.stringify(standard)}`]),
      ...(maximum === undefined ? [] : [`at most ${String(maximum)}`]),
      ...(Array.isArray(choices) ? [`one of ${choices.join(', ')}`] : []),
    ];
    return `<tr><td><code>${escaped(name)}</code></td><td>${escaped(place)}${required === true ? ', needed' : ''}</td><td>${escaped(words.join('; '))}</td></tr>`;
  });
  const answers = Object.entries(responses).map(
    ([status, { description = '' }]) => `<li><code>${escaped(status)}</code> ${escaped(description)}</li>`,
  );
  const body =
    operation.requestBody === undefined
      ? ''
      : `<pre>${escaped(JSON.stringify(operation.requestBody, null, 2))}</pre>`;
  return `<details><summary><b>${escaped(method.toUpperCase())}</b> <code>${escaped(path)}</code> ${escaped(summary)}</summary><p>Permission: ${escaped(operation['x-riegel-permission'] ?? 'open')}</p><table>${rows.join('')}</table>${body}<ul>${answers.join('')}</ul></details>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const REFERENCE_STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
code,pre{font-family:ui-monospace,monospace;font-size:.9em}pre{overflow:auto;background:#f4f4f4;padding:.5rem}
details{border-top:1px solid #ddd;padding:.4rem 0}summary{cursor:pointer}td{vertical-align:top;padding:.15rem .8rem .15rem 0}
@media (prefers-color-scheme:dark){body{color:#ddd;background:#181818}pre{background:#242424}details{border-color:#444}a{color:#8bf}}
`;
