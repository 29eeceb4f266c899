import type { z } from 'zod';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { Scope } from '@/server/domain/permission/scopes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Words } from '@/server/domain/words';
import type { ServiceContext } from '@/server/services/context';

/** A file that can be asked for: the scope it needs, and what the query string has to say, by which the verb makes it. */
export interface Exporter {
  readonly scope: Scope;
  /** The verb with its input, or the name of the first parameter that is missing or not as it should be. */
  readonly prepare: (query: URLSearchParams) => { readonly run: (context: ServiceContext, words: Words) => Promise<Outcome<ExportedWorkbook, AnyRefusal>> } | { readonly malformed: string };
}

/** An exporter whose query string is read by a schema; a parameter without a value counts as not given. */
export function exporting<Input>(scope: Scope, input: z.ZodType<Input>, verb: (context: ServiceContext, input: Input, words: Words) => Promise<Outcome<ExportedWorkbook, AnyRefusal>>): Exporter {
  return {
    scope,
    prepare: (query) => {
      const read = input.safeParse(Object.fromEntries([...query].filter(([, value]) => value !== '')));
      if (!read.success) return { malformed: String(read.error.issues[0]?.path[0] ?? '?') };
      return { run: (context, words) => verb(context, read.data, words) };
    },
  };
}
