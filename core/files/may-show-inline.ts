/**
 * Types that a browser shows without running anything: raster images, sound, film, plain text. Judged by what the bytes prove
 * (`sniffMediaType`), never by what a sender says. SVG, HTML, XML and PDF are none of them.
 */
const inlineTypes: ReadonlySet<string> = new Set([
  'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp',
  'audio/mpeg', 'audio/ogg', 'audio/flac', 'audio/mp4', 'audio/wav', 'video/mp4', 'video/webm', 'text/plain',
]);

export function mayShowInline(sniffedType: string): boolean {
  return inlineTypes.has(sniffedType);
}
