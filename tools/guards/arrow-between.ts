import { CORE_ORDER } from './core-order.ts';
import { CONFORMANCE, CORE_MODULES_BELOW, MAY_IMPORT, WEB_SHARED_FILES, WEB_SHARED_TYPES, placeOf } from './house.ts';
import type { Place } from './house.ts';

export interface BrokenArrow {
  readonly problem: string;
  readonly remedy: string;
}

/** Judges one import inside the guarded layers; null when it is allowed. `to` is a repository path. */
export function arrowBetween(from: string, to: string, isTypeOnly: boolean): BrokenArrow | null {
  const source = placeOf(from);
  const target = placeOf(to);
  if (to.startsWith(CONFORMANCE)) return broken(from, to, 'the server may not import the conformance suite', 'move what both need into the dialect');
  if (source.layer === 'web' && target.layer !== 'web') return webArrow(from, to, isTypeOnly);
  if (source.layer === target.layer) return sameLayer(from, to, source, target);
  const allowed = MAY_IMPORT[source.layer] ?? [];
  if (!allowed.includes(target.layer)) {
    const list = allowed.length === 0 ? 'nothing outside its own folder' : allowed.join(', ');
    return broken(from, to, `${source.layer} may not import ${target.layer}`, `${source.layer} may import ${list}; pass the rest in from server/compose, or let an event carry it`);
  }
  if (target.layer === 'core') return intoCore(from, to, source, target);
  return null;
}

function sameLayer(from: string, to: string, source: Place, target: Place): BrokenArrow | null {
  if (source.layer === 'core') return insideCore(from, to, source, target);
  const hasSeparateModules = source.layer === 'channels' || source.layer === 'dialects';
  if (!hasSeparateModules || target.module === null || source.module === target.module) return null;
  return broken(from, to, `${source.layer}/${source.module ?? '*'} may not import ${target.layer}/${target.module}`,
    'put what both need into core or http; composing them is the work of server');
}

function insideCore(from: string, to: string, source: Place, target: Place): BrokenArrow | null {
  if (source.module === target.module) return null;
  if (target.module === null) return null;
  if (source.module === null) return broken(from, to, 'a file directly in core may not import a module', 'move it into a module');
  const sourceAt = CORE_ORDER.indexOf(source.module);
  const targetAt = CORE_ORDER.indexOf(target.module);
  const unknown = sourceAt < 0 ? source.module : target.module;
  if (sourceAt < 0 || targetAt < 0) return broken(from, to, `core/${unknown} has no place in the order`, 'give it one in tools/guards/core-order.ts');
  if (targetAt > sourceAt) {
    return broken(from, to, `core/${source.module} may not import core/${target.module}, which stands to its right`,
      'let an event carry the influence, or move the command to the module on the right');
  }
  return throughTheDoor(from, to, target);
}

function intoCore(from: string, to: string, source: Place, target: Place): BrokenArrow | null {
  const seesOnlyEvents = source.layer === 'jobs' || source.layer === 'realtime' || source.layer === 'http';
  if (seesOnlyEvents && !CORE_MODULES_BELOW.includes(target.module ?? '')) {
    return broken(from, to, `${source.layer} may import of core only ${CORE_MODULES_BELOW.map((name) => `core/${name}`).join(', ')}`, 'take it as an argument; server/compose passes it in');
  }
  return target.module === null ? null : throughTheDoor(from, to, target);
}

function throughTheDoor(from: string, to: string, target: Place): BrokenArrow | null {
  if (target.rest === 'index.ts') return null;
  return broken(from, to, `core/${target.module ?? ''} has one door, its index.ts`, `import from core/${target.module ?? ''}/index.ts and export it there if it is meant for others`);
}

function webArrow(from: string, to: string, isTypeOnly: boolean): BrokenArrow | null {
  if (WEB_SHARED_FILES.includes(to)) return null;
  if (isTypeOnly && WEB_SHARED_TYPES.some((pattern) => pattern.test(to))) return null;
  return broken(from, to, 'web may import only shared types', 'call the HTTP API; `import type` from dialects/native/schemas or a core index.ts is allowed');
}

function broken(from: string, to: string, problem: string, remedy: string): BrokenArrow {
  return { problem: `${problem} (${from} -> ${to})`, remedy };
}
