import { generate } from 'lean-qr';
import { useMemo } from 'react';

const quiet = 4; // modules of white around it: ISO/IEC 18004 wants four

/** A QR code, drawn in this page: what it says goes nowhere. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const code = generate(text);
    let drawn = '';
    for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) drawn += `M${x} ${y}h1v1h-1z`;
    return { size: code.size, path: drawn };
  }, [text]);
  const all = size + 2 * quiet;
  return (
    <svg className="qr-code" role="img" aria-label={label} viewBox={`${-quiet} ${-quiet} ${all} ${all}`} shapeRendering="crispEdges">
      <rect x={-quiet} y={-quiet} width={all} height={all} />
      <path d={path} />
    </svg>
  );
}
