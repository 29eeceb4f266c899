import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { certTypes } from '@/server/domain/kernel/identity-number';
import { formatYuan, type Fen } from '@/server/domain/kernel/money';
import { confidences, type WorkingStep } from '@/server/domain/policy/cited';

/** A civil day in Asia/Shanghai. */
export const day = (description: string) => z.string().refine(isDay).meta({ description, format: 'date', examples: ['2025-03-10'] });
export const civilTime = (description: string) => z.string().meta({ description: `${description}; Asia/Shanghai`, examples: ['2025-03-10 09:30:00'] });
export const yuan = (description: string) => z.string().regex(/^-?\d+\.\d{2}$/).meta({ description: `${description}; yuan`, examples: ['128.50'] });
export const text = (description: string) => z.string().meta({ description });
export const whole = (description: string) => z.int().min(0).meta({ description });

export const certType = z.enum(certTypes).default('01').meta({ description: 'kind of certificate, national code list; 01 when absent', examples: ['01'] });

const quantity = z
  .object({ unit: z.enum(['fen', 'rate', 'number', 'count', 'text']), value: z.union([z.string(), z.number()]) })
  .meta({ description: 'fen: a whole number of 分; rate and number: decimal text' });

export const working = z
  .array(
    z.object({
      step: text('stable name of the step'),
      clause: text('the policy clause it follows; null for plain arithmetic').nullable(),
      confidence: z.enum(confidences).nullable().meta({ description: 'how sure the parameter is; assumed ones await verification' }),
      formula: text('in the symbols of the operands'),
      operands: z.record(z.string(), quantity),
      result: quantity,
    }),
  )
  .meta({ description: 'how the figures came about, step by step' });

export function workingOf(steps: readonly WorkingStep[]): z.input<typeof working> {
  return steps.map(({ operands, ...step }) => ({ ...step, operands: { ...operands } }));
}

export const yuanOf = (fen: Fen): string => formatYuan(fen);

/** A reason as it is told: code and facts for a program, the sentence for a person. */
const reason = {
  code: text('stable; programs decide by it'),
  message: text('what is wrong and what to do, in Chinese'),
  facts: z.record(z.string(), z.unknown()).meta({ description: 'what the sentence was made from' }),
};

export const rowReason = z.object({ ...reason, column: text('the field to look at; null: the row as a whole').nullable() });

/** What every error answers. */
export const errorAnswer = z.object({
  ...reason,
  fields: z
    .array(z.object({ field: text('null: the request as a whole').nullable(), ...reason }))
    .meta({ description: 'every reason; the first is the one told above' }),
});
