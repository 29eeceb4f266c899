import { insertTemplate } from '@/db/queries/agreement';
import { addTemplate } from '@/server/domain/agreement/add-template';
import type { AgreementKind } from '@/server/domain/agreement/codes';
import type { AgreementTemplate } from '@/server/domain/agreement/template';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { listTexts } from './texts';

export interface AddTemplateInput {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly title: string;
  readonly body: string;
  readonly inForceFrom: Day;
}

/** Adds a text that takes over from its day on. What was signed in earlier ones stays as it was signed. */
export function addAgreementTemplate(context: ServiceContext, input: AddTemplateInput): Promise<Outcome<{ readonly version: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'agreement:manage');
  return unitOfWork<{ version: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const added: AgreementTemplate = { scene: 'family_contract', ...input, version: input.version.trim() };
    const decision = addTemplate(added, await listTexts(tx, regionCode), today(context));
    if (!decision.ok) return decision;
    const { kind, version, inForceFrom } = decision.value;
    const won = await insertTemplate(tx, regionCode, { ...decision.value, createdAt: context.now(), createdByName: nameOfActor(context.actor) });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'agreement_template' } });
    await audit({ action: 'agreement.text_added', subject: { kind: 'agreement_template', id: `${kind}:${version}` }, facts: { kind, version, inForceFrom } });
    return accept({ version });
  });
}
