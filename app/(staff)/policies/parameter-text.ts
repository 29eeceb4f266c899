import { countDays, enhancementScopes, identityClasses, insutypes, keyGroups, labelOf, levels, medTypes, referralPriorities, settlementMethods, shareReadings } from '@/app/_copy/labels';
import { policyScreen as copy } from '@/app/_copy/policy-screen';
import { yuanText } from '@/app/_ui/money';
import { quantityText } from '@/app/_ui/quantity';
import type { Parameter, ParameterValue } from '@/server/domain/policy/list-parameters';

/** Names of the last words of a path, and of codes that stand in values. */
const keys: Readonly<Record<string, string>> = { ...levels, ...insutypes, ...referralPriorities };
const texts: Readonly<Record<string, string>> = { ...copy.texts, ...keyGroups, ...identityClasses, ...levels, ...medTypes, ...countDays, ...enhancementScopes, ...settlementMethods, ...shareReadings };

/** `benefit.plans[0].rates.level2` of 职工门诊统筹 → 职工门诊统筹 报销比例 二级医院. */
export function nameOf({ path, subject }: Parameter, ageBands: readonly string[]): string {
  const words = path.replaceAll(/\[\d+\]/g, '').split('.');
  // What a method is called stands before its parameters; elsewhere the same word is a parameter's own.
  const methods: Readonly<Record<string, string>> = words[0] === 'settlement' ? settlementMethods : {};
  const named = words.map((word) => methods[word] ?? copy.names[word] ?? keys[word]).filter((name) => name !== undefined);
  // An age band has an id and no name; its place in the document finds it.
  const band = ageBands[Number(/ageBands\[(\d+)\]/.exec(path)?.[1] ?? -1)];
  return [subject, ...named, band === undefined ? null : copy.detail.ageBand(band)].filter((part) => part !== null).join(' ') || path;
}

/** Each value with whom or what it is for. */
export function valueTexts({ values }: Pick<Parameter, 'values'>): string[] {
  return values.map((value) => [groupText(value.group), value.fromFen === null || value.fromFen === 0 ? '' : copy.detail.from(yuanText(value.fromFen)), quantityOf(value)].filter((part) => part !== '').join(' '));
}

function groupText(group: string | null): string {
  return group === null ? '' : labelOf(copy.statuses, group);
}

function quantityOf({ quantity }: ParameterValue): string {
  return quantity.unit === 'text' ? labelOf(texts, quantity.value) : quantityText(quantity);
}
