/** A run of lines, as one text was turned into the other. */
export interface DiffPart { readonly kind: 'same' | 'removed' | 'added'; readonly lines: readonly string[] }

/** The table of the middle part has at most so many cells; beyond it the whole middle counts as replaced. */
const cellsMax = 4_000_000;

/** What turns one text into the other, line by line (longest common subsequence between the common beginning and end). */
export function diffLines(from: string, to: string): DiffPart[] {
  const a = from === '' ? [] : from.split('\n');
  const b = to === '' ? [] : to.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const steps = [
    ...a.slice(0, head).map((line) => step('same', line)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map((line) => step('same', line)),
  ];
  const parts: { kind: DiffPart['kind']; lines: string[] }[] = [];
  for (const { kind, line } of steps) {
    if (parts.at(-1)?.kind === kind) parts.at(-1)!.lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  return parts;
}

interface Step { readonly kind: DiffPart['kind']; readonly line: string }
const step = (kind: DiffPart['kind'], line: string): Step => ({ kind, line });

function middle(a: readonly string[], b: readonly string[]): Step[] {
  const replaced = (): Step[] => [...a.map((line) => step('removed', line)), ...b.map((line) => step('added', line))];
  if (a.length === 0 || b.length === 0 || (a.length + 1) * (b.length + 1) > cellsMax) return replaced();
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      steps.push(step('same', a[i]!));
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      steps.push(step('removed', a[i]!));
      i += 1;
    } else {
      steps.push(step('added', b[j]!));
      j += 1;
    }
  }
  return [...steps, ...a.slice(i).map((line) => step('removed', line)), ...b.slice(j).map((line) => step('added', line))];
}
