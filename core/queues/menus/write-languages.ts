import { sql, type Tx } from '#storage/index.ts';
import type { MenuLanguage } from './menu.ts';

/** Makes these exactly the languages of a node. */
export async function writeLanguages(tx: Tx, menuId: number, languages: readonly MenuLanguage[]): Promise<void> {
  await tx.run(sql`DELETE FROM menu_languages WHERE account_id = ${tx.accountId} AND menu_id = ${menuId} AND lang <> ALL(${languages.map(({ lang }) => lang)}::text[])`);
  await tx.run(sql`
    INSERT INTO menu_languages (account_id, menu_id, lang, name, output_message)
    SELECT ${tx.accountId}::bigint, ${menuId}::bigint, w.lang, w.name, w.message
    FROM unnest(${languages.map(({ lang }) => lang)}::text[], ${languages.map(({ name }) => name)}::text[], ${languages.map(({ outputMessage }) => outputMessage)}::text[]) AS w(lang, name, message)
    ON CONFLICT (account_id, menu_id, lang) DO UPDATE SET name = excluded.name, output_message = excluded.output_message`);
}
