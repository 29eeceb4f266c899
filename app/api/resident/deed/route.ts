import type { ResidentApi } from '@/app/_trpc/server';
import { textField } from '@/app/api/auth/resident/form';
import { transferReasons } from '@/server/domain/contract/transfer-contract';
import { answerForm } from '../answer-form';
import { codeTokenOf } from '../code-cookie';
import { type Deed, deedOf, purposeOf } from '../deed';

/** Does what was chosen, once the code has been typed; sent twice under one key it is done once, and leads to the same receipt. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    const deed = deedOf(textField(form, 'deed'));
    if (!deed) return { path: '/r/me' };
    return { path: `/r/me/receipt?of=${deed}&id=${encodeURIComponent(await act(api, deed, form))}` };
  });
}

async function act(api: ResidentApi, deed: Deed, form: FormData): Promise<string> {
  const digits = textField(form, 'digits', 32);
  const code = digits === '' ? null : { token: await codeTokenOf(purposeOf(deed)), typed: digits };
  const proof = { requestKey: textField(form, 'key'), code };
  const agreed = { textVersion: textField(form, 'version'), relation: textField(form, 'relation', 20) };
  const packageCodes = form.getAll('package').filter((value) => typeof value === 'string');
  const order = { ...proof, ...agreed, packageCodes, termYears: Number(textField(form, 'years')) };
  const contractId = textField(form, 'contract');
  switch (deed) {
    case 'sign':
      return (await api.own.sign({ ...order, teamId: textField(form, 'team') })).requestId;
    case 'transfer':
      return (await api.own.transfer({ ...order, contractId, toTeamId: textField(form, 'team'), reason: transferReasonOf(textField(form, 'reason')) })).requestId;
    case 'renew':
      return (await api.own.renew({ ...order, contractId })).requestId;
    case 'confirm':
      return (await api.own.confirm({ ...proof, ...agreed, requestId: textField(form, 'request') })).contractId;
    case 'end':
      return (await api.own.end({ ...proof, contractId, reason: textField(form, 'reason') === 'moved_away' ? 'moved_away' : 'voluntary' })).requestId;
    case 'withdraw':
      return (await api.own.withdraw({ ...proof, contractId })).contractId;
  }
}

function transferReasonOf(text: string) {
  const found = transferReasons.find((known) => known === text);
  return found === undefined || found === 'other' ? 'by_choice' : found;
}

