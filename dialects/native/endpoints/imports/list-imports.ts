import { findImports } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { renderImport } from '../../render/import.ts';
import { Imports } from '../../schemas/imports.ts';

export const listImports = operation({
  id: 'imports.list',
  method: 'GET',
  path: '/native/v1/imports',
  tag: 'Imports',
  summary: 'The newest 100 imports with how far they are',
  response: Imports,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findImports(tx, act))).map(renderImport), next: null }),
});
