/** "2016-11-10T00:15:04.000Z" */
export function renderTime(instant: string): string {
  return new Date(instant).toISOString();
}
