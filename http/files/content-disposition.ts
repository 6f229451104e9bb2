/** RFC 6266: a plain name for old readers, the true one by RFC 8187 (before: 5987). Nothing of the name can end the header or start another. */
export function contentDisposition(kind: 'attachment' | 'inline', fileName: string): string {
  const name = fileName.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '');
  const plain = name.normalize('NFKD').replaceAll(/[^A-Za-z0-9 ._()[\]+=@-]/g, '_').trim() || 'file';
  const encoded = encodeURIComponent(name).replaceAll(/['()*!~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
