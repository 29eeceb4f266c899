import { z } from 'zod';
import { signatureTools } from '@/server/domain/agreement/codes';
import { signatureLimitBytes } from '@/server/domain/agreement/signature';

/** Room for an image of somewhat more than the limit, so that the rule says how large it is. */
const longestImage = Math.ceil((signatureLimitBytes * 3) / 2);

/** How a resident signs at a desk; the codes of a phone or a paper are never told by a form, but by the session. */
export const deskSignature = z.union([
  z.object({ method: z.literal('handwritten'), image: z.string().max(longestImage), tool: z.enum(signatureTools), strokes: z.int().min(0).max(10_000) }),
  z.object({ method: z.literal('paper') }),
]);
