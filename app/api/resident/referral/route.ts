import { ownReferralDeeds } from '@/app/_copy/own-referral';
import { textField } from '@/app/api/auth/resident/form';
import { answerForm } from '../answer-form';

/** Longer than the rule allows, so that it refuses with its sentence rather than cut what somebody wrote. */
const longestReason = 300;

/** What the resident decides about a referral of theirs: agrees or not, calls it off, takes or leaves the place that is offered. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    const referralId = textField(form, 'referral');
    const number = textField(form, 'number');
    const deed = ownReferralDeeds.find((known) => known === textField(form, 'deed'));
    const reason = textField(form, 'own', longestReason).trim() || textField(form, 'reason', longestReason);
    switch (deed) {
      case 'agree':
        await api.own.answerReferral({ referralId, agreed: true, reason: null });
        break;
      case 'refuse':
        await api.own.answerReferral({ referralId, agreed: false, reason: reason === '' ? null : reason });
        break;
      case 'cancel':
        await api.own.cancelReferral({ referralId, reason });
        break;
      case 'take':
        await api.waiting.takeOwn({ referralId });
        break;
      case 'skip':
        await api.waiting.declineOwn({ referralId });
        break;
      case undefined:
        return { path: '/r/me/referrals' };
    }
    return { path: `/r/me/referrals/one?number=${encodeURIComponent(number)}&done=${deed}` };
  });
}
