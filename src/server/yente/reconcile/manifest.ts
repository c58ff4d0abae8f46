import type { Loaded } from '../../service.ts';
import { datasetNamed } from '../scope.ts';
import { schemataIn, typeOf } from './types.ts';

/** The vocabulary of the ids, which OpenRefine compares as texts and nobody fetches. */
const SPACE = 'https://www.opensanctions.org/reference/#schema';

/**
 * The manifest of the reconciliation service (version 0.2 of the specification).
 * @param base address of this service
 * @param query query string to hand on, with its question mark
 */
export function reconcileManifest(loaded: Loaded, datasetName: string, base: string, query: string): object {
  const { title } = datasetNamed(loaded, datasetName);
  const service_url = `${base}/reconcile/${encodeURIComponent(datasetName)}`;
  const service = (path: string) => ({ service_url, service_path: `${path}${query}` });
  return {
    versions: ['0.2'],
    name: `${title} (Riegel)`,
    identifierSpace: SPACE,
    schemaSpace: SPACE,
    view: { url: `${base}/entities/{{id}}` },
    documentation: `${base}/`,
    batchSize: 25,
    suggest: {
      entity: service('/suggest/entity'),
      type: service('/suggest/type'),
      property: service('/suggest/property'),
    },
    extend: {
      propose_properties: service('/extend/property'),
      property_settings: EXTEND_SETTINGS,
      propose_settings: EXTEND_SETTINGS,
    },
    defaultTypes: schemataIn(loaded, datasetName).map(typeOf),
  };
}

const EXTEND_SETTINGS = [
  {
    name: 'limit',
    label: 'Limit',
    type: 'number',
    default: 0,
    help_text: 'Maximum number of values to return per row (0 for no limit).',
  },
  {
    name: 'render',
    label: 'Value rendering',
    type: 'select',
    default: 'caption',
    choices: [
      { id: 'caption', name: 'User-readable value' },
      { id: 'raw', name: 'Machine-readable value' },
    ],
    help_text: "Return readable value (e.g. 'Russia') instead of raw value ('ru').",
  },
];
