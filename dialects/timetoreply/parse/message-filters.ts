import { parseFilterFile, type FilterField, type FilterOperator, type NewFilterRule } from '#core/mail-filters/index.ts';
import { InvalidInput, type FilePart } from '#http/index.ts';
import type { FilterInput } from '../schemas/message-filters.ts';

/** "does not begin with" is core's "does-not-begin-with", "From" its "from"; nothing else differs. */
export function parseFilters(filters: readonly FilterInput[]): NewFilterRule[] {
  return filters.map(({ field, operator, type, value }) => ({
    field: field.toLowerCase() as FilterField, operator: operator.replaceAll(' ', '-') as FilterOperator, joinedBy: type, value,
  }));
}

export function parseUsernamesFile(upload: FilePart | undefined): string[] {
  if (upload === undefined) throw new InvalidInput([{ field: 'upload', problem: 'The upload field is required.' }]);
  return parseFilterFile('address', upload.bytes);
}
