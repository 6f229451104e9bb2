import type { Label } from '../api/people.ts';

/** A label's colour is a dot beside its name, so that any colour is readable on any theme. */
export function LabelTag({ label }: { label: Label }) {
  return <span className="tag"><LabelDot colour={label.colour} /><span>{label.name}</span></span>;
}

export function LabelDot({ colour }: { colour: string | null }) {
  return <span className="dot" aria-hidden="true" {...(colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? { style: { backgroundColor: colour } } : {})} />;
}
