import { z } from 'zod';
import { errorAnswer } from './fields';
import { mostRows } from './read-records';
import type { HisRoute } from './route';

type Json = Record<string, unknown>;

const problems: Readonly<Record<string, string>> = {
  400: 'the body cannot be read',
  401: 'the key is missing, wrong or revoked',
  403: 'not permitted',
  404: 'not there, or of another institution',
  409: 'not in this state, or changed meanwhile',
  412: 'changed since the version in If-Match',
  413: 'too large or too many records',
  415: 'another content type, or compressed',
  422: 'the content is refused; every reason is in fields',
  428: 'there already: If-Match says which version is meant',
  429: 'too many requests; Retry-After says when',
  500: 'a fault of ours; tell us the incident',
  503: 'busy; send the same again',
};

/** The OpenAPI 3.1 document of the routes, drawn from the schemas that check requests and shape answers. */
export function openApiOf(routes: readonly HisRoute[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatekeeper for hospital systems',
      version: '1',
      description: 'Field names follow the national insurance interface where it has one. What is here changes only by adding: pass over fields you do not know.',
    },
    servers: [{ url: '/api/his/v1' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'gk_<id>_<secret>, one for each institution’s system' } },
      schemas: { Error: schemaOf(errorAnswer, 'output') },
    },
  };
}

function operationOf(route: HisRoute): Json {
  const body = requestBodyOf(route);
  return {
    summary: route.summary,
    operationId: operationIdOf(route),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...(route.records?.many ? [idempotencyKey] : []), ...(route.etagOf ? [ifMatch] : [])],
    ...(body ? { requestBody: body } : {}),
    responses: { 200: contentOf('done', schemaOf(route.answer, 'output')), ...problemsOf() },
  };
}

/** getVisitsMedinsSetlId, postReferralsReflNoArrive */
function operationIdOf({ method, path }: HisRoute): string {
  const words = path.split(/[^a-z]+/).filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'the same key with the same content gets the same answer; with other content it is refused',
  schema: { type: 'string', maxLength: 100 },
};

const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'the ETag that was answered last; left out the first time',
  schema: { type: 'string', maxLength: 20 },
  example: '"1"',
};

function parametersOf(schema: z.ZodObject, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, examples, ...rest } = property as Json;
    const [example] = Array.isArray(examples) ? (examples as unknown[]) : [];
    return { name, in: where, required: required.includes(name), description, schema: rest, ...(example === undefined ? {} : { example }) };
  });
}

function requestBodyOf({ body, records }: HisRoute): Json | null {
  if (records) {
    const row = schemaOf(records.row, 'input');
    if (!records.many) return { required: true, content: { 'application/json': { schema: row } } };
    const lines = { type: 'string', description: 'one such record a line' };
    return {
      required: true,
      content: { 'application/json': { schema: { type: 'array', minItems: 1, maxItems: mostRows, items: row } }, 'application/x-ndjson': { schema: lines } },
    };
  }
  return body && { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
}

function problemsOf(): Json {
  return Object.fromEntries(Object.entries(problems).map(([status, description]) => [status, contentOf(description, { $ref: '#/components/schemas/Error' })]));
}

function contentOf(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
