import { z } from 'zod';
import type { RequestRefusal } from '@/server/domain/request/refusals';
import type { ServiceContext } from '@/server/services/context';
import { HisProblem, type Reason } from './problem';
import { parseJson, type RequestBody } from './read-body';

type Shape = z.ZodRawShape;

/** A request as it came, before anything of it is believed. */
export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: RequestBody | null;
  readonly requestKey: string | null;
  /** The version in If-Match; null without one. */
  readonly seen: number | null;
}

/** What a route is given once its parts are checked. `body` is null for records, which judge themselves row by row. */
export interface CheckedRequest<Params extends Shape, Query extends Shape, Body extends Shape> {
  readonly params: z.output<z.ZodObject<Params>>;
  readonly query: z.output<z.ZodObject<Query>>;
  readonly body: z.output<z.ZodObject<Body>>;
  readonly raw: RawRequest;
}

interface RoutePlan<Params extends Shape, Query extends Shape, Body extends Shape, Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the interface's root, parameters in braces. */
  readonly path: string;
  readonly summary: string;
  /** Whether it asks about a person; such questions are counted apart. */
  readonly asksAboutPerson?: boolean;
  readonly params?: z.ZodObject<Params>;
  readonly query?: z.ZodObject<Query>;
  readonly body?: z.ZodObject<Body>;
  /** Records of care in the national fields; every row or field is judged by the reader of visit files. */
  readonly records?: { readonly many: boolean; readonly row: z.ZodType };
  readonly answer: Answer;
  /** The version of what is answered, which a later change names in If-Match. */
  readonly etagOf?: (answer: z.input<Answer>) => number;
  readonly run: (context: ServiceContext, request: CheckedRequest<Params, Query, Body>) => Promise<z.input<Answer>>;
}

/** A route whose types have been checked against its own schemas; what documents it is what validates it. */
export interface HisRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly summary: string;
  readonly asksAboutPerson: boolean;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | null;
  readonly records: { readonly many: boolean; readonly row: z.ZodType } | null;
  readonly answer: z.ZodType;
  readonly etagOf: ((answer: unknown) => number) | null;
  readonly run: (context: ServiceContext, raw: RawRequest) => Promise<unknown>;
}

const nothing = z.strictObject({});

export function route<Params extends Shape, Query extends Shape, Body extends Shape, Answer extends z.ZodType>(
  plan: RoutePlan<Params, Query, Body, Answer>,
): HisRoute {
  const { params, query, body } = plan;
  const check = (raw: RawRequest): CheckedRequest<Params, Query, Body> => {
    const reasons: Reason[] = [];
    const part = <Part extends Shape>(schema: z.ZodObject<Part> | undefined, value: unknown) => checked(schema, value, reasons);
    const request = {
      params: part(params, raw.params),
      query: part(query, Object.fromEntries(raw.query)),
      body: plan.records ? ({} as z.output<z.ZodObject<Body>>) : part(body, bodyOf(raw)),
      raw,
    };
    const [first, ...others] = reasons;
    if (first) throw new HisProblem([first, ...others]);
    return request;
  };
  return {
    ...plan,
    asksAboutPerson: plan.asksAboutPerson ?? false,
    params: params ?? nothing,
    query: query ?? nothing,
    body: body ?? null,
    records: plan.records ?? null,
    // What it is given is what `run` answered.
    etagOf: plan.etagOf ? (answer) => plan.etagOf?.(answer as z.input<Answer>) ?? 0 : null,
    run: (context, raw) => plan.run(context, check(raw)),
  };
}

function bodyOf({ body }: RawRequest): unknown {
  return body === null || body.text.trim() === '' ? {} : parseJson(body.text);
}

/** The value by its schema. What is wrong with it joins the reasons; then the answer is a stand-in that nobody reads. */
function checked<Part extends Shape>(schema: z.ZodObject<Part> | undefined, value: unknown, reasons: Reason[]): z.output<z.ZodObject<Part>> {
  const outcome = (schema ?? nothing).safeParse(value);
  if (!outcome.success) reasons.push(...outcome.error.issues.flatMap((issue) => reasonsOf(issue, schema ?? nothing, value)));
  return (outcome.success ? outcome.data : {}) as z.output<z.ZodObject<Part>>;
}

function reasonsOf(issue: z.core.$ZodIssue, schema: z.ZodObject, value: unknown): Reason[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ refusal: { code: 'request.field_unknown', facts: { field } }, field }));
  }
  const [name] = issue.path;
  if (typeof name !== 'string') return [{ refusal: { code: 'request.body_malformed', facts: {} }, field: null }];
  const given = typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
  return [{ refusal: refusalOf(name, given, exampleOf(schema.shape[name])), field: name }];
}

function refusalOf(field: string, given: unknown, example: string | null): RequestRefusal {
  return given === undefined || given === ''
    ? { code: 'request.field_missing', facts: { field } }
    : { code: 'request.field_malformed', facts: { field, example } };
}

function exampleOf(schema: unknown): string | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return exampleOf(schema.unwrap());
  const examples = schema instanceof z.ZodType ? schema.meta()?.examples : undefined;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return typeof example === 'string' ? example : null;
}
