import type { Guard } from './guard.ts';

const GOLDENS = ['golden-routes.txt', 'golden-openapi.json'];

/** Every dialect holds its route list and its OpenAPI document as recorded files, so that a change to either shows in review. */
export const dialectGoldens: Guard = {
  name: 'dialect-goldens',
  check: (tree) => tree.paths.filter((path) => /^dialects\/[^/]+\/dialect\.ts$/.test(path)).flatMap((path) =>
    GOLDENS.map((name) => path.replace('dialect.ts', name)).filter((golden) => tree.read(golden).trim() === '').map((golden) => ({
      file: path, line: 0, problem: `${golden} is missing or empty`, remedy: "record it with the dialect's golden test, and read it before committing",
    }))),
};
