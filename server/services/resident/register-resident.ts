import type { Outcome } from '@/server/domain/kernel/outcome';
import { accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type RegistrationInput, judgeRegistration, saveRegistration } from './registration';

/**
 * Registers a resident: the number is checked, sealed and indexed. One of the same number in the region is refused and named,
 * so that the desk can go on with the person who is there.
 */
export function registerResident(context: ServiceContext, input: RegistrationInput): Promise<Outcome<{ residentId: string }, AnyRefusal>> {
  const reach = permit(context, 'resident:register');
  return unitOfWork<{ residentId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const judged = await judgeRegistration(tx, context, reach, input);
    if (!judged.ok) return judged;
    const saved = await saveRegistration(tx, context, reach, input, judged.value);
    if (!saved.ok) return saved;
    const { id, homeInstitutionCode } = saved.value.resident;
    await audit({ action: 'resident.registered', subject: { kind: 'resident', id }, facts: { homeInstitutionCode } });
    return accept({ residentId: id });
  });
}
