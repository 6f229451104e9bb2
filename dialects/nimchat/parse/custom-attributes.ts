import { seesAll, type Act } from '#core/kernel/index.ts';
import { findAttributeDefinitions, setAttributeValues, tellAttributesChanged, type AttributeValue } from '#core/labels/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import { changeKept } from '../kept.ts';

const keyMax = 100;
const keysMax = 200;

/**
 * Merges custom attributes into those that are there: keys with a definition become values of core, checked by their type; all others are
 * kept by this API as they are. null takes one away.
 */
export async function mergeCustomAttributes(tx: Tx, act: Act, entity: 'contact' | 'conversation', id: number, given: Readonly<Record<string, unknown>>): Promise<void> {
  const definitions = new Set((await findAttributeDefinitions(tx, seesAll(act), entity)).map(({ key }) => key));
  const wrong = Object.keys(given).find((key) => key === '' || key.length > keyMax);
  if (wrong !== undefined || Object.keys(given).length > keysMax) throw new InvalidInput([{ field: 'custom_attributes', problem: `must be at most ${keysMax}, with keys of 1 to ${keyMax} characters` }]);
  const defined = Object.entries(given).filter(([key]) => definitions.has(key));
  // First, so that everybody locks in this order.
  let isKeptChanged = false;
  await changeKept(tx, entity, id, ({ customAttributes: before = {}, ...rest }) => {
    // What was kept before there was a definition stays until the key is given again.
    const untouched = Object.entries(before).filter(([key]) => !Object.hasOwn(given, key));
    const after = Object.fromEntries([...untouched, ...Object.entries(given).filter(([key, value]) => value !== null && !definitions.has(key))]);
    isKeptChanged = JSON.stringify(after) !== JSON.stringify(before);
    return { ...rest, customAttributes: after };
  });
  if (isKeptChanged && defined.length === 0) await tellAttributesChanged(tx, act, entity, id); // values tell it themselves
  await setAttributeValues(tx, act, entity, id, Object.fromEntries(defined) as Record<string, AttributeValue | null>);
}
