import { Type, type Static } from '@sinclair/typebox';
import { entityWords } from '../parse/entity-words.ts';
import { ContactGroupEntity } from './contact-group.ts';
import { defaultPerPage } from './log-query.ts';
import { Paginator } from './paginator.ts';
import { Closed, Strings } from './php.ts';

/** Somebody a report can be made of. */
export const PlainEntity = Closed({ id: Type.Integer(), name: Type.String(), email_usernames: Strings, model_type: Type.String(), icon: Type.String() });
export const PlainEntityPage = Paginator(PlainEntity);

/** Contact groups have domains, too. */
export const EntityRow = Type.Union([ContactGroupEntity, PlainEntity]);
export const EntityPage = Paginator(EntityRow);

const words = Object.keys(entityWords);
const perPage = (standard: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: standard, description: 'Rows on a page.' }));
const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Which page, from 1.' }));
const search = Type.Optional(Type.String({ maxLength: 250, description: 'Text in the name, an email address or a domain.' }));
const direction = Type.Optional(Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'], description: 'Direction of sorting; asc where not given.' }));
const sortBy = <const C extends readonly string[]>(columns: C, usual: string) => (
  Type.Optional(Type.Unsafe<C[number]>({ type: 'string', enum: [...columns], description: `Field to sort by; ${usual} where not given.` })));

export const PageOnlyQuery = Type.Object({ per_page: perPage(defaultPerPage), page });
export const EntitiesQuery = Type.Object({
  per_page: perPage(defaultPerPage), page, search,
  type: Type.Optional(Type.String({ enum: words, description: 'What to look for; all where not given.' })),
});
export const ContactsQuery = Type.Object({ sort_by: sortBy(['name', 'id'], 'name'), direction, per_page: perPage(defaultPerPage), page, search });

/** Members of teams and group mailboxes: 25 on a page where not given, as the document's examples have it. */
export const defaultMembersPerPage = 25;
export const MembersQuery = Type.Object({ sort_by: sortBy(['name', 'email', 'id'], 'name'), direction, per_page: perPage(defaultMembersPerPage), page });
export const MembersPageQuery = Type.Object({ per_page: perPage(defaultMembersPerPage), page });

/** Which page of members an answer holds. */
export type MembersPart = Static<typeof MembersQuery>;

const namedMax = 200;
export const IdsInput = Type.Object({ ids: Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), { minItems: 1, maxItems: namedMax, description: 'Ids of mailboxes.' }) });
