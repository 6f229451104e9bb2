/** Rows of core as the command line writes them in JSON: `createdAt` becomes `created_at`. Names in values stay. */
export function snakeCase(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value as unknown]));
}
