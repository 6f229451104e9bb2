import { Type } from '@sinclair/typebox';
import { Closed, Either, Id, Map, Nullable, Text } from './wire.ts';

export const Category = Closed({
  id: Type.Integer(), description: Nullable(Type.String()), locale: Type.String(), name: Type.String(), slug: Type.String(), position: Type.Integer(), portal_id: Type.Integer(), account_id: Type.Integer(),
  associated_category_id: Nullable(Type.Integer()), parent_category_id: Nullable(Type.Integer()),
});

export const Article = Closed({
  id: Type.Integer(), content: Type.String(), meta: Map, position: Type.Integer(), status: Type.String({ description: 'draft, published, archived.' }), title: Type.String(), slug: Type.String(), views: Type.Integer(),
  portal_id: Type.Integer(), account_id: Type.Integer(), author_id: Nullable(Type.Integer()), category_id: Nullable(Type.Integer()), folder_id: Nullable(Type.Integer()), associated_article_id: Nullable(Type.Integer()),
});

export const Portal = Closed({
  id: Type.Integer(), archived: Type.Boolean(), color: Type.String(), config: Closed({ allowed_locales: Type.Array(Type.String()), default_locale: Type.String() }), custom_domain: Nullable(Type.String()),
  header_text: Nullable(Type.String()), homepage_link: Nullable(Type.String()), name: Type.String(), slug: Type.String(), page_title: Nullable(Type.String()), account_id: Type.Integer(),
  categories: Type.Array(Category), articles: Type.Array(Article, { description: 'At most 1,000, in their order.' }),
});
export const Portals = Either(Type.Array(Portal), Closed({ payload: Type.Array(Portal), meta: Closed({ current_page: Type.Integer(), portals_count: Type.Integer() }) }));
export const CategoryAnswer = Either(Category, Closed({ payload: Category }));
export const ArticleAnswer = Either(Article, Closed({ payload: Article }));

const settings = {
  archived: Type.Optional(Type.Boolean({ description: 'Nobody outside sees it.' })), color: Type.Optional(Nullable(Text(20, 'Colour of the header, #rrggbb.'))),
  config: Type.Optional(Type.Object({ allowed_locales: Type.Optional(Type.Array(Text(35, 'A language.'), { maxItems: 50 })), default_locale: Type.Optional(Text(35, 'One of the allowed.')) })),
  custom_domain: Type.Optional(Nullable(Text(300, 'A host name that leads here.'))), header_text: Type.Optional(Nullable(Text(300, 'Stands above the search.'))),
  homepage_link: Type.Optional(Nullable(Text(2_000, 'Where the link below leads.'))), page_title: Type.Optional(Nullable(Text(100, 'Title of the pages.'))),
};
export const PortalInput = Type.Object({ name: Text(100, 'Name.'), slug: Text(100, 'Stands in the address.'), ...settings });
export const PortalChange = Type.Object({ id: Type.Optional(Id('Which portal, where the path does not say.')), name: Type.Optional(Text(100, 'Name.')), slug: Type.Optional(Text(100, 'Stands in the address.')), ...settings });

const Position = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Place among those beside it.' }));
const OtherId = (description: string) => Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description })));

export const CategoryInput = Type.Object({
  name: Text(200, 'Name.'), description: Type.Optional(Nullable(Text(1_000, 'Description.'))), locale: Type.Optional(Text(35, 'One of the portal\'s; default: its own.')), slug: Type.Optional(Text(100, 'Default: made of the name.')), position: Position,
  associated_category_id: OtherId('The same category in another language.'), parent_category_id: OtherId('The category above.'), portal_id: OtherId('As in the path; not read.'),
});

export const ArticleInput = Type.Object({
  title: Text(300, 'Title.'), content: Type.Optional(Nullable(Text(200_000, 'Markdown.'))), meta: Type.Optional(Map), position: Position, slug: Type.Optional(Text(100, 'Default: made of the title.')),
  status: Type.Optional(Type.Unsafe<string | number>({ type: ['string', 'integer'], enum: ['draft', 'published', 'archived', 0, 1, 2, '0', '1', '2'], description: 'draft (0), published (1), archived (2). Default: draft.' })),
  views: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'How often it was read elsewhere before.' })), author_id: OtherId('An agent; default: the caller.'), category_id: OtherId('A category of the portal.'),
  folder_id: OtherId('Kept.'), associated_article_id: OtherId('The article of which it is the translation.'), locale: Type.Optional(Text(35, 'Default: its category\'s, else the portal\'s own.')), portal_id: OtherId('As in the path; not read.'),
});
