/** The header that names a file which is sent as it is. A header, because addresses stand in logs. */
export const FILE_NAME = 'x-riegel-file-name';

export interface FileNameHeader {
  readonly [FILE_NAME]: string;
}

export const FILE_NAME_HEADER = {
  type: 'object',
  required: [FILE_NAME],
  properties: {
    [FILE_NAME]: {
      type: 'string',
      minLength: 1,
      maxLength: 2_400,
      description: 'The file’s name, percent-encoded UTF-8. A header, because addresses stand in logs.',
    },
  },
} as const;

/** The name that the header says; undefined where it is not percent-encoded UTF-8. */
export function decodedFileName(header: string): string | undefined {
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}
