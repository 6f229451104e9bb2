import type { TSchema } from '@sinclair/typebox';
import type { Dialect } from '../dialect.ts';
import type { Operation } from '../operation.ts';

/** A JSON value; keys in the order they are written. */
export type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

/** The OpenAPI 3.1 description of a dialect, made from the routes and schemas that serve it. */
export function buildOpenApi(dialect: Dialect, { version, serverUrl }: { version: string; serverUrl?: string | undefined }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of dialect.operations) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  }
  const otherDoors = dialect.operations.flatMap(({ door }) => door ?? []);
  return {
    openapi: '3.1.0',
    info: { title: dialect.title, version, description: dialect.description },
    ...(serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] }),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: plain(dialect.door.scheme), ...(otherDoors[0] ? { platform: plain(otherDoors[0].scheme) } : {}) },
      responses: { error: { description: 'Refused; the status and the body say why.', content: { 'application/json': { schema: {} } } } },
    },
  };
}

function describe(operation: Operation): Json {
  const { id, summary, tag, status, schemas, takesFiles, answersFile, takesBytes } = operation;
  const parameters = [...parametersOf('path', schemas.params), ...parametersOf('query', schemas.query)];
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(operation.handleOpen ? { security: [] } : operation.door ? { security: [{ platform: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(schemas.body ? { requestBody: { required: true, content: contentOf(schemas.body, ['application/json', 'application/x-www-form-urlencoded', ...(takesFiles ? ['multipart/form-data'] : [])]) } } : {}),
    ...(takesBytes ? { requestBody: { required: true, content: {
      'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } },
      '*/*': { schema: { type: 'string', format: 'binary' } },
    } } } : {}),
    responses: {
      [String(status)]: { description: 'Done.', content: answersFile ? binaryOf(answersFile) : contentOf(schemas.response, ['application/json']) },
      default: { $ref: '#/components/responses/error' },
    },
  };
}

function contentOf(schema: TSchema, mediaTypes: readonly string[]): Json {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: plain(schema) }]));
}

function binaryOf(mediaTypes: readonly string[]): Json {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }]));
}

function parametersOf(place: 'path' | 'query', schema: TSchema | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schema as unknown as { properties?: Record<string, TSchema>; required?: string[] };
  return Object.entries(properties).map(([name, part]) => {
    const { description, ...rest } = plain(part) as { [key: string]: Json };
    // A list is `name[]=a&name[]=b`, or `name=a,b` where the schema has a separator.
    const { 'x-separator': separator, ...schemaPart } = rest;
    const isList = place === 'query' && rest['type'] === 'array' && separator === undefined;
    return {
      name: isList ? `${name}[]` : name,
      in: place,
      ...(separator === undefined ? {} : { style: 'form', explode: false }),
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: schemaPart,
    };
  });
}

/** A schema without the library's symbols. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
