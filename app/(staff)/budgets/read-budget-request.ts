import { isDay } from '@/server/domain/kernel/calendar-day';
import { parseYuan } from '@/server/domain/kernel/fen';
import type { RouterInputs } from '@/app/_trpc/outputs';

export type BaseRequest = RouterInputs['budget']['set']['request'];

/** The texts of the form; those of other methods are left alone. */
export const noTexts = {
  ...{ amount: '', perHead: '', countedOn: '', weights: '', growth: '', given: '' },
  ...{ outpatientHeads: '', outpatientPerHead: '', drgPoints: '', drgRate: '', bedDays: '', bedDayRate: '' },
};
export type RequestTexts = typeof noTexts;

/** What the form asks for, or null when a field cannot be read. A field left empty is the policy's. */
export function readBudgetRequest(method: BaseRequest['method'], texts: RequestTexts): BaseRequest | null {
  try {
    switch (method) {
      case 'fixed':
        return { method, amountFen: required(yuan(texts.amount)) };
      case 'per_head':
        return { method, ...optional('perHeadFen', yuan(texts.perHead)), ...optional('countedOn', day(texts.countedOn)) };
      case 'mean_of_years':
        return { method, ...optional('weights', list(texts.weights)), ...optional('growth', decimal(texts.growth, /^-?[01](\.\d{1,6})?$/)), given: years(texts.given) };
      case 'composite':
        return {
          method,
          outpatientHeads: required(whole(texts.outpatientHeads)),
          drgPoints: required(decimal(texts.drgPoints, /^\d{1,12}(\.\d{1,6})?$/)),
          bedDays: required(whole(texts.bedDays)),
          ...optional('perHeadFen', yuan(texts.outpatientPerHead)),
          ...optional('drgRateFen', yuan(texts.drgRate)),
          ...optional('bedDayRateFen', yuan(texts.bedDayRate)),
        };
    }
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Unreadable();
  return value;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

function read<Value>(text: string, parse: (trimmed: string) => Value | null): Value | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const value = parse(trimmed);
  if (value === null) throw new Unreadable();
  return value;
}

const yuan = (text: string) =>
  read(text, (trimmed) => {
    const fen = parseYuan(trimmed);
    return fen === null || fen < 0 ? null : fen;
  });
const day = (text: string) => read(text, (trimmed) => (isDay(trimmed) ? trimmed : null));
const whole = (text: string) => read(text, (trimmed) => (/^\d{1,9}$/.test(trimmed) ? Number(trimmed) : null));
const decimal = (text: string, pattern: RegExp) => read(text, (trimmed) => (pattern.test(trimmed) ? trimmed : null));

/** "0.2，0.3，0.5" */
const list = (text: string) =>
  read(text, (trimmed) => {
    const parts = trimmed.split(/[,，、\s]+/).filter(Boolean);
    return parts.every((part) => /^\d{1,3}(\.\d{1,6})?$/.test(part) && Number(part) > 0) ? parts : null;
  });

/** A year a line: "2023=12000000.00". */
function years(text: string): { year: string; fundFen: number }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [year = '', amount = ''] = line.split(/[=＝:：]/).map((part) => part.trim());
      if (!/^(19|20)\d{2}$/.test(year)) throw new Unreadable();
      return { year, fundFen: required(yuan(amount)) };
    });
}
