export const priorityNumbers = { none: 0, low: 1, medium: 2, high: 3, urgent: 4 } as const;

const names = [null, 'low', 'medium', 'high', 'urgent'] as const;

/** null: none. */
export function priorityName(priority: number): string | null {
  return names[priority] ?? null;
}
