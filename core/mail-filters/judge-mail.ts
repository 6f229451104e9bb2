import { foldText } from '#core/kernel/index.ts';
import { comparableAddress, comparableDomain, entriesMeaning } from './filter-value.ts';
import type { FilterGroup, FilterOperator, FilterRule, LeftOut, NewFilterRule } from './mail-filters.ts';

/** Somebody who wrote or was written to. */
export interface FilteredParty { readonly address: string; readonly domain: string; readonly isOurs: boolean }

/** What filters look at. */
export interface FilteredMail {
  readonly sender: FilteredParty;
  readonly recipients: readonly (FilteredParty & { readonly role: 'to' | 'cc' | 'bcc' })[];
  readonly subject: string;
  /** Names of its labels and of its conversation's. */
  readonly labels: readonly string[];
}

/** The filters of an account, or what they shall become. */
export interface MailFilters {
  readonly countsListedOnly: boolean;
  /** Entries by value, at least those that the mails to be judged could meet. */
  readonly domains: ReadonlyMap<string, number>;
  readonly addresses: ReadonlyMap<string, number>;
  readonly groups: readonly (Pick<FilterGroup, 'id' | 'isActive'> & { readonly rules: readonly (NewFilterRule | FilterRule)[] })[];
}

/**
 * Whether a mail is left out of all figures, and by what; null: it counts. Pure.
 *
 * A mail is between us and the outside parties: whoever sent it, or, where that was one of us, all to whom it went. It is left out where its sender is blocked, or where one of us sent it and
 * everybody outside to whom it went is blocked: a blocked address among other recipients takes nothing away from the others. With listed domains only, at least one outside party
 * has to be of one; mail among ourselves has none and stays. Addresses are looked at first, then domains, then groups in order of their ids.
 */
export function judgeMail(filters: MailFilters, mail: FilteredMail): LeftOut | null {
  const blocking = blockedBy(filters, mail);
  if (blocking) return blocking;
  const textsOf = comparableTexts(mail);
  const failed = filters.groups.find((group) => group.isActive && !meetsAll(group.rules, textsOf));
  return failed ? { because: 'group', groupId: failed.id } : null;
}

function blockedBy({ countsListedOnly, domains, addresses }: MailFilters, { sender, recipients }: FilteredMail): LeftOut | null {
  if (addresses.size === 0 && domains.size === 0 && !countsListedOnly) return null;
  const outside = sender.isOurs ? recipients.filter(({ isOurs }) => !isOurs) : [sender];
  const ofAddress = ({ address }: FilteredParty): LeftOut | null => found('address', addresses.get(comparableAddress(address)));
  const ofDomain = ({ domain }: FilteredParty): LeftOut | null => (
    found('domain', entriesMeaning(comparableDomain(domain)).map((value) => domains.get(value)).find((id) => id !== undefined)));
  const ofEither = (party: FilteredParty): LeftOut | null => ofAddress(party) ?? (countsListedOnly ? null : ofDomain(party));
  const own = ofEither(sender);
  if (own) return own;
  const blocked = outside.map(ofEither);
  if (blocked.length > 0 && blocked.every((one) => one !== null)) return blocked[0]!;
  if (countsListedOnly && outside.length > 0 && outside.every((party) => ofDomain(party) === null)) return { because: 'not-listed' };
  return null;
}

const found = (because: 'domain' | 'address', entryId: number | undefined): LeftOut | null => (entryId === undefined ? null : { because, entryId });

type TextsOf = (field: NewFilterRule['field']) => readonly string[];

/** Whether a mail meets the rules: all of at least one alternative. Without rules it does. */
export function meetsRules(rules: readonly NewFilterRule[], mail: FilteredMail): boolean {
  return meetsAll(rules, comparableTexts(mail));
}

function meetsAll(rules: readonly NewFilterRule[], textsOf: TextsOf): boolean {
  let isMet = true;
  for (const [at, rule] of rules.entries()) {
    if (at > 0 && rule.joinedBy === 'or') {
      if (isMet) return true;
      isMet = true;
    }
    isMet &&= meets(rule, textsOf);
  }
  return isMet;
}

/** To and Cc have many: "contains" is met by one that does, "does not contain" where none does. Case and accents of letters do not matter in subjects and labels. */
function meets(rule: NewFilterRule, textsOf: TextsOf): boolean {
  const [is, isNegated] = tests[rule.operator];
  const wanted = wantedOf(rule);
  return textsOf(rule.field).some((text) => is(text, wanted)) !== isNegated;
}

const comparable = (field: NewFilterRule['field'], text: string): string => (field === 'subject' || field === 'label' ? foldText(text.trim()) : text.trim().toLowerCase());

/** A mail may meet 10,000 rules: each text and each value is folded once, not each time. */
function comparableTexts(mail: FilteredMail): TextsOf {
  const known = new Map<string, readonly string[]>();
  return (field) => {
    const texts = known.get(field) ?? valuesOf(field, mail).map((text) => comparable(field, text));
    known.set(field, texts);
    return texts;
  };
}

const foldedValues = new WeakMap<NewFilterRule, string>();

function wantedOf(rule: NewFilterRule): string {
  const wanted = foldedValues.get(rule) ?? comparable(rule.field, rule.value);
  foldedValues.set(rule, wanted);
  return wanted;
}

function valuesOf(field: NewFilterRule['field'], { sender, recipients, subject, labels }: FilteredMail): readonly string[] {
  switch (field) {
    case 'from': return [sender.address];
    case 'to': case 'cc': return recipients.filter(({ role }) => role === field).map(({ address }) => address);
    case 'subject': return [subject];
    case 'label': return labels;
  }
}

type Test = (text: string, wanted: string) => boolean;
const contains: Test = (text, wanted) => text.includes(wanted);
const equals: Test = (text, wanted) => text === wanted;
const beginsWith: Test = (text, wanted) => text.startsWith(wanted);
const endsWith: Test = (text, wanted) => text.endsWith(wanted);

const tests = {
  contains: [contains, false], 'does-not-contain': [contains, true],
  equals: [equals, false], 'does-not-equal': [equals, true],
  'begins-with': [beginsWith, false], 'does-not-begin-with': [beginsWith, true],
  'ends-with': [endsWith, false], 'does-not-end-with': [endsWith, true],
} as const satisfies Record<FilterOperator, readonly [Test, boolean]>;
