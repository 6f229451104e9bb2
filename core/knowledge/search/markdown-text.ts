/**
 * The words of Markdown without its marks, for search and excerpts: not a parser, and nothing that is shown as markup. A few passes, each linear in the length.
 */
export function markdownText(markdown: string): string {
  return markdown
    .replaceAll(/^ {0,3}(?:`{3,}|~{3,})[^\n]*$/gm, ' ')       // fences
    .replaceAll(/<[a-zA-Z/!][^<>]{0,2000}>/g, ' ')             // tags
    .replaceAll(/!?\[([^[\]]{0,2000})\]\([^()\s]{0,2000}(?:\s"[^"\n]{0,500}")?\)/g, '$1') // links and pictures: their words
    .replaceAll(/^ {0,3}\[[^\]\n]{1,500}\]:[^\n]*$/gm, ' ')    // where links lead
    .replaceAll(/^[ \t]{0,12}(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+/gm, '')
    .replaceAll(/^[|:\- \t]{3,}$/gm, ' ')                      // lines of tables
    .replaceAll(/[*_~`|\\]+/g, (marks) => (marks === '_' ? '_' : ' '))
    .replaceAll(/&(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});/gi, ' ')
    .replaceAll(/[ \t]+/g, ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');
}
