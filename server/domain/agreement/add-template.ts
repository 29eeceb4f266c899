import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { parseClauses } from './clauses';
import type { TemplateRefusal } from './refusals';
import type { AgreementTemplate } from './template';

const versionPattern = /^[0-9A-Za-z][0-9A-Za-z.-]{1,19}$/;
export const templateMostCharacters = 20_000;

/**
 * Whether a new text may join the ones there are. It begins tomorrow at the earliest, for what is being signed today was
 * shown in the text of today.
 */
export function addTemplate(added: AgreementTemplate, known: readonly AgreementTemplate[], today: Day): Outcome<AgreementTemplate, TemplateRefusal> {
  const { version, inForceFrom, body } = added;
  const siblings = known.filter((each) => each.scene === added.scene && each.kind === added.kind);
  const refusals: TemplateRefusal[] = [];
  if (!versionPattern.test(version)) refusals.push({ code: 'agreement.version_malformed', facts: { version } });
  else if (siblings.some((each) => each.version === version)) refusals.push({ code: 'agreement.version_taken', facts: { version } });
  const earliest = addDays(today, 1);
  if (inForceFrom < earliest) refusals.push({ code: 'agreement.begins_too_early', facts: { inForceFrom, earliest } });
  const same = siblings.find((each) => each.inForceFrom === inForceFrom);
  if (same) refusals.push({ code: 'agreement.begins_with_another', facts: { inForceFrom, version: same.version } });
  if (added.title.trim() === '') refusals.push({ code: 'agreement.title_missing', facts: {} });
  const length = [...body].length;
  if (length > templateMostCharacters) refusals.push({ code: 'agreement.text_too_long', facts: { length, most: templateMostCharacters } });
  const clauses = parseClauses(body);
  if (!clauses.ok) refusals.push(...clauses.refusals);
  return unlessRefused(refusals, () => ({ ...added, title: added.title.trim() }));
}
