/** What stands in the lines of a text field, without empty ones; commas and semicolons part, too. */
export const linesOf = (text: string): string[] => text.split(/[\n,;]/).map((line) => line.trim()).filter((line) => line !== '');
