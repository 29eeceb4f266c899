import { type AssessmentKey, approveAssessmentRow, findAssessment } from '@/db/queries/assessment';
import { decideAssessmentApproval } from '@/server/domain/assessment/assessment';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { listSubjects, yearSettledBy } from './subjects';

/** 批准考核得分: the second person's word, by which the score enters settlements. */
export async function approveAssessment(context: ServiceContext, key: AssessmentKey): Promise<Outcome<AssessmentKey, AnyRefusal>> {
  const reach = permit(context, 'assessment:approve');
  const { regionCode } = reach;
  return unitOfWork<AssessmentKey, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findAssessment(tx, regionCode, key);
    const isReached = (await listSubjects(tx, reach)).some(({ kind, code }) => kind === key.kind && code === key.code);
    if (!found || !isReached) return refuse({ code: 'not_found', facts: { what: 'assessment' } });
    const by = actorRef(context.actor);
    const { year, subjectCode: code, status, enteredBy } = found;
    const decision = decideAssessmentApproval({ year, code, status, enteredBy }, { by, settledBy: await yearSettledBy(tx, regionCode, year) });
    if (!decision.ok) return decision;
    const won = await approveAssessmentRow(tx, found, { approvedBy: by, approvedAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'assessment' } });
    await audit({ action: 'assessment.approved', subject: { kind: 'assessment', id: `${year}/${key.kind}/${code}` }, facts: { score: found.score } });
    return accept(key);
  });
}
