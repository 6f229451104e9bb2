import { Ajv2020 } from 'ajv/dist/2020.js';

type Json = any; // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests
interface Described { readonly path: string; readonly method: string; readonly operation: Json }

export interface OpenApiClient {
  /** By operationId. Throws where the description knows no such operation, parameter or field, and where the answer is not as described, in any field. */
  readonly call: (operationId: string, input?: {
    readonly path?: Readonly<Record<string, string | number>>; readonly query?: Readonly<Record<string, string | number>>; /** A form where there are files. */ readonly body?: Readonly<Record<string, unknown>> | FormData;
  }) => Promise<Json>;
  /** Everything that is described. */
  readonly described: ReadonlySet<string>;
  /** Operations that were called. */
  readonly called: ReadonlySet<string>;
}

/** A client made from a served OpenAPI description and nothing else: where to, what is taken, what comes back. `secretFor`: the header's value for a security scheme; null: none. */
export function openApiClient(document: Json, { baseUrl, secretFor }: { baseUrl: string; secretFor: (scheme: string | null) => string | null }): OpenApiClient {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const operations = new Map<string, Described>(Object.entries<Json>(document.paths).flatMap(([path, methods]) => Object.entries<Json>(methods).map(([method, operation]) => [operation.operationId, { path, method, operation }] as const)));
  const called = new Set<string>();
  return {
    called, described: new Set(operations.keys()),
    call: async (operationId, { path = {}, query = {}, body } = {}) => {
      const found = operations.get(operationId);
      if (!found) throw new Error(`the description has no ${operationId}`);
      const { operation } = found;
      const named = (place: string): Set<string> => new Set((operation.parameters ?? []).filter((each: Json) => each.in === place).map((each: Json) => each.name));
      for (const [place, given] of [['path', path], ['query', query]] as const) for (const name of Object.keys(given)) if (!named(place).has(name)) throw new Error(`${operationId} describes no ${place} parameter ${name}`);
      const isForm = body instanceof FormData;
      if (body) check(ajv, operationId, { ...operation.requestBody.content[isForm ? 'multipart/form-data' : 'application/json'].schema, additionalProperties: false }, isForm ? fieldsOf(body) : body, 'what is sent');
      const url = new URL(found.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        if (path[name] === undefined) throw new Error(`${operationId} needs ${name}`);
        return encodeURIComponent(String(path[name]));
      }), baseUrl);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      const [scheme] = Object.keys((operation.security ?? document.security)[0] ?? {});
      const secret = secretFor(scheme ?? null);
      const header = scheme === undefined ? undefined : document.components.securitySchemes[scheme].name as string;
      const answer = await fetch(url, { method: found.method.toUpperCase(), headers: { ...(header && secret !== null ? { [header]: secret } : {}), ...(body && !isForm ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}) });
      const text = await answer.text();
      const described = operation.responses[String(answer.status)];
      if (!described) throw new Error(`${operationId} answered ${answer.status}, which is not described: ${text}`);
      const isFile = described.content['application/json'] === undefined;
      const value: Json = isFile ? text : text === '' ? null : JSON.parse(text);
      check(ajv, operationId, (isFile ? described.content['application/octet-stream'] : described.content['application/json']).schema, value, 'the answer');
      called.add(operationId);
      return value;
    },
  };
}

/** `attachments[]` twice is a list named attachments. */
function fieldsOf(form: FormData): Record<string, unknown> {
  return Object.fromEntries([...new Set(form.keys())].map((name) => (name.endsWith('[]') ? [name.slice(0, -2), form.getAll(name)] : [name, form.get(name)])));
}

function check(ajv: Ajv2020, operationId: string, schema: Json, value: unknown, what: string): void {
  const validate = ajv.compile(schema);
  if (!validate(value)) throw new Error(`${operationId}: ${what} is not as described: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 500)}`);
}
