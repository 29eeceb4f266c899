'use client';

import { useState } from 'react';
import { moments } from '@/app/_copy/labels';
import { addMonths, dayOfInstant, monthOf } from '@/server/domain/kernel/calendar-day';
import { Choice } from './choice';

const offered = 6;

interface YearChoiceProps {
  readonly label: string;
  /** Empty where no year is chosen. */
  readonly value: string;
  readonly onChange: (year: string) => void;
  /** The newest year that can be chosen, counted from this one: 1 is the next. */
  readonly newest?: number;
  /** How the choice of no year reads; left out where a year has to be chosen. */
  readonly anyYear?: string;
}

/** A year out of the last few, the newest first, and whichever other one the address asks for. */
export function YearChoice({ label, value, onChange, newest = 0, anyYear }: YearChoiceProps) {
  const thisYear = useYearOf(0);
  const years = Array.from({ length: offered }, (_, back) => String(Number(thisYear) + newest - back));
  const shown = value === '' || years.includes(value) ? years : [...years, value];
  const choices = shown.map((year) => [year, moments.year(year)] as const);
  return <Choice label={label} value={value} onChange={onChange} options={anyYear === undefined ? choices : [['', anyYear], ...choices]} />;
}

/** The year before this one, for what is done once a year is over. */
export function useLastYear(): string {
  return useYearOf(-12);
}

/** The year of the newest month that is over: in January last year, whose December is still to be closed, paid ahead of and compared. */
export function useYearAtWork(): string {
  return useYearOf(-1);
}

/** The year it was so many months from now, as it was when the screen was opened. */
function useYearOf(monthsFromNow: number): string {
  const [year] = useState(() => addMonths(monthOf(dayOfInstant(Date.now())), monthsFromNow).slice(0, 4));
  return year;
}
